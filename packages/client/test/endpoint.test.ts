import { describe, expect, test } from "vitest";
import { ConnectParticipant } from "../src/index.js";
import { urlOf } from "./url-of.js";

/** A region of each partition, with its hosts: plain, FIPS, dual-stack, and both. */
const hosts = [
  ["us-east-1", "", "-fips", "amazonaws.com", "api.aws"],
  ["mx-central-1", "", "-fips", "amazonaws.com", "api.aws"],
  ["moon", "", "-fips", "amazonaws.com", "api.aws"],
  ["cn-north-1", "", "-fips", "amazonaws.com.cn", "api.amazonwebservices.com.cn"],
  ["us-gov-west-1", "", "", "amazonaws.com", "api.aws"],
  ["us-iso-east-1", "", "-fips", "c2s.ic.gov", "api.aws.ic.gov"],
  ["us-isob-east-1", "", "-fips", "sc2s.sgov.gov", "api.aws.scloud"],
  ["eu-isoe-west-1", "", "-fips", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"],
  ["us-isof-south-1", "", "-fips", "csp.hci.ic.gov", "api.aws.hci.ic.gov"],
  ["eusc-de-east-1", "", "-fips", "amazonaws.eu", "api.amazonwebservices.eu"],
  // The region groups have the suffixes of their partitions; what only resembles a region has the fallback's
  ["aws-cn-global", "", "-fips", "amazonaws.com.cn", "api.amazonwebservices.com.cn"],
  ["aws-us-gov-global", "", "", "amazonaws.com", "api.aws"],
  ["xcn-north-1", "", "-fips", "amazonaws.com", "api.aws"],
  ["cn-north-1x", "", "-fips", "amazonaws.com", "api.aws"],
  ["aws-cn-globals", "", "-fips", "amazonaws.com", "api.aws"],
] as const;

describe("the endpoint of a region", () => {
  test.each(hosts)("%s", async (region, plain, fips, suffix, dualStackSuffix) => {
    const to = (infix: string, domain: string) =>
      `https://participant.connect${infix}.${region}.${domain}/participant/event`;
    expect(await urlOf({ region })).toBe(to(plain, suffix));
    expect(await urlOf({ region, useFipsEndpoint: true })).toBe(to(fips, suffix));
    expect(await urlOf({ region, useDualstackEndpoint: true })).toBe(to(plain, dualStackSuffix));
    // FIPS and dual-stack together have the infix in every partition
    expect(await urlOf({ region, useFipsEndpoint: true, useDualstackEndpoint: true })).toBe(
      to("-fips", dualStackSuffix),
    );
  });

  test.each(["a", "x9", "US-EAST-1", "x".repeat(63)])("%s is a host label", async (region) => {
    expect(await urlOf({ region })).toBe(
      `https://participant.connect.${region.toLowerCase()}.amazonaws.com/participant/event`,
    );
  });
});

describe("a region that is not a host label is rejected", () => {
  test.each([
    "",
    "evil.example/",
    "eu-west-2.evil.example",
    "a@evil.example",
    "eu-west-2/",
    "eu-west-2#",
    "eu-west-2?",
    "eu_west_2",
    "-eu",
    "eu-",
    "eu west",
    "eu-west-2\n",
    "x".repeat(64),
    "ü-west-2",
  ])("%j", (region) => {
    expect(() => new ConnectParticipant({ region })).toThrow(/^region must be .*, got /);
  });
});

describe("an endpoint keeps its base path", () => {
  test.each([
    ["http://h.example", "http://h.example/participant/event"],
    ["http://h.example/", "http://h.example/participant/event"],
    ["http://h.example/a/b", "http://h.example/a/b/participant/event"],
    ["http://h.example/a/b/", "http://h.example/a/b/participant/event"],
    ["http://h.example/a//", "http://h.example/a/participant/event"],
    ["http://h.example/a////", "http://h.example/a/participant/event"],
    [new URL("https://h.example:8443/a/"), "https://h.example:8443/a/participant/event"],
  ])("%s", async (endpoint, url) => {
    expect(await urlOf({ endpoint })).toBe(url);
  });
});

describe("an endpoint that cannot be sent to is rejected, and not repeated", () => {
  test.each([
    "h.example",
    "ftp://h.example",
    "http://user:secret@h.example",
    "http://h.example/?secret=1",
    "http://h.example/#secret",
    "file:///secret",
    "http://",
  ])("%s", (endpoint) => {
    const attempt = () => new ConnectParticipant({ endpoint });
    expect(attempt).toThrow(TypeError);
    expect(attempt).toThrow(/^endpoint must be [^:]*fragment$/);
  });
});
