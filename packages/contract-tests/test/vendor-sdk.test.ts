import * as vendor from "@aws-sdk/client-connectparticipant";
import { contentTypes, receiptContentTypes } from "@sendevent/openapi";
import { startStub } from "@sendevent/stub";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let stub: Awaited<ReturnType<typeof startStub>>;
let sdk: vendor.ConnectParticipant;

beforeAll(async () => {
  stub = await startStub({ port: 0 });
  sdk = new vendor.ConnectParticipant({
    region: "eu-west-2",
    endpoint: stub.url,
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  sdk.destroy();
  await stub.close();
});

describe("the vendor's own SDK, pointed at the stub", () => {
  it.each(Object.values(contentTypes))("sends %s, and gets Id and AbsoluteTime", async (ContentType) => {
    const isReceipt = receiptContentTypes.some((type) => type === ContentType);
    const output = await sdk.sendEvent({
      ConnectionToken: "token",
      ContentType,
      ...(isReceipt && { Content: '{"messageId":"11111111-aaaa-bbbb-cccc-EXAMPLE01234"}' }),
    });
    expect(output.Id).toMatch(/^[0-9a-f-]{36}$/);
    expect(output.AbsoluteTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(output.$metadata).toMatchObject({ httpStatusCode: 200, requestId: expect.any(String) });
  });

  it("gets a ValidationException for an unknown content type", async () => {
    const error = await sdk
      .sendEvent({ ConnectionToken: "token", ContentType: "text/plain" })
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(vendor.ValidationException);
    expect(error).toMatchObject({
      name: "ValidationException",
      $fault: "client",
      message: expect.stringContaining("ContentType"),
    });
  });

  it("gets a ValidationException for a token that is too long", async () => {
    const input = { ConnectionToken: "t".repeat(1001), ContentType: contentTypes.Typing };
    await expect(sdk.sendEvent(input)).rejects.toBeInstanceOf(vendor.ValidationException);
  });
});
