import * as vendor from "@aws-sdk/client-connectparticipant";
import { describe, expect, test } from "vitest";
import { ConnectParticipant } from "../src/index.js";
import { urlOf } from "./url-of.js";

/** The regions of the vendor's partition data, region groups of their own ("aws-global") included. */
const regions = [
  "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1",
  "ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 aws-global ca-central-1",
  "ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1",
  "me-central-1 me-south-1 me-west-1 mx-central-1 sa-east-1 sa-west-1 us-east-1 us-east-2 us-west-1 us-west-2",
  "aws-cn-global cn-north-1 cn-northwest-1 eusc-de-east-1 aws-iso-global us-iso-east-1 us-iso-west-1",
  "aws-iso-b-global us-isob-east-1 us-isob-west-1 aws-iso-e-global eu-isoe-west-1 aws-iso-f-global us-isof-east-1",
  "us-isof-south-1 aws-us-gov-global us-gov-east-1 us-gov-west-1",
  // None of the data, and put to the fallback or to a pattern
  "xx-nowhere-9 cn-odd cn-new-7 us-gov-new-3 moon US-EAST-1 a x9",
]
  .join(" ")
  .split(" ");

const { endpointProvider } = new vendor.ConnectParticipant({ region: "us-east-1" }).config;

const settings = [false, true].flatMap((UseFIPS) => [false, true].map((UseDualStack) => ({ UseFIPS, UseDualStack })));

describe("endpoints, against the vendor's provider", () => {
  test.each(settings.flatMap((setting) => regions.map((Region) => ({ Region, ...setting }))))(
    "$Region, FIPS $UseFIPS, dual-stack $UseDualStack",
    async (parameters) => {
      const { Region: region, UseFIPS: useFipsEndpoint, UseDualStack: useDualstackEndpoint } = parameters;
      const { url } = endpointProvider(parameters);
      expect(await urlOf({ region, useFipsEndpoint, useDualstackEndpoint })).toBe(`${url.origin}/participant/event`);
    },
  );

  test.each(
    ["http://127.0.0.1:4010", "https://proxy.example/base/path", "http://[::1]:8080/a", "https://example.com/"].flatMap(
      (Endpoint) => settings.map((setting) => ({ Endpoint, ...setting })),
    ),
  )("$Endpoint, FIPS $UseFIPS, dual-stack $UseDualStack", async (parameters) => {
    const { Endpoint: endpoint, UseFIPS: useFipsEndpoint, UseDualStack: useDualstackEndpoint } = parameters;
    const ours = () => urlOf({ region: "eu-west-2", endpoint, useFipsEndpoint, useDualstackEndpoint });
    if (useFipsEndpoint || useDualstackEndpoint) {
      expect(() => endpointProvider(parameters)).toThrow("custom endpoint");
      await expect(ours).rejects.toThrow("useFipsEndpoint and useDualstackEndpoint");
    } else {
      const { href } = endpointProvider(parameters).url;
      expect(await ours()).toBe(`${href.replace(/\/$/, "")}/participant/event`);
    }
  });

  test("neither region nor endpoint is an error for both", () => {
    expect(() => endpointProvider({})).toThrow("Missing Region");
    expect(() => new ConnectParticipant({})).toThrow(TypeError);
  });
});
