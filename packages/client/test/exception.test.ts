import { describe, expect, test } from "vitest";
import * as client from "../src/index.js";

/** The error of a call that gets this response. */
async function errorOf(status: number, body: string, headers: Record<string, string> = {}): Promise<unknown> {
  const fetch = async () => new Response(body, { status, headers });
  return new client.ConnectParticipant({ region: "eu-west-2", maxAttempts: 1, fetch })
    .sendTyping("tok")
    .catch((error: unknown) => error);
}

const json = (value: unknown) => JSON.stringify(value);

describe("the name of an exception", () => {
  const forms = [
    "ConflictException",
    "ConflictException:http://internal.example/x/",
    "ns#ConflictException",
    "ns#ConflictException:http://internal.example/x/",
    " ConflictException ",
    "ConflictException,more",
    "ns#ConflictException:http://internal.example/#x",
  ];
  test.each(forms)("%j, in the header, in code and in __type", async (form) => {
    for (const [body, headers] of [
      [json({}), { "x-amzn-ErrorType": form }],
      [json({ code: form }), {}],
      [json({ __type: form }), {}],
    ] as const) {
      const error = await errorOf(400, body, headers as Record<string, string>);
      expect(error).toBeInstanceOf(client.ConflictException);
      expect(error).toMatchObject({ name: "ConflictException", $fault: "client", $metadata: { httpStatusCode: 400 } });
    }
  });

  test("is the header's, else code, else __type", async () => {
    const body = { code: "InCode", __type: "InType" };
    expect(await errorOf(400, json(body), { "x-amzn-ErrorType": "InHeader" })).toMatchObject({ name: "InHeader" });
    expect(await errorOf(400, json(body), { "x-amzn-ErrorType": ":" })).toMatchObject({ name: "InCode" });
    expect(await errorOf(400, json(body))).toMatchObject({ name: "InCode" });
    expect(await errorOf(400, json({ code: 7, __type: "InType" }))).toMatchObject({ name: "InType" });
  });

  test.each([
    [400, "ValidationException", "client"],
    [403, "AccessDeniedException", "client"],
    [409, "ConflictException", "client"],
    [429, "ThrottlingException", "client"],
    [500, "InternalServerException", "server"],
    [404, "Unknown", "client"],
    [499, "Unknown", "client"],
    [502, "Unknown", "server"],
  ])("follows the status %i when the response has none", async (status, name, $fault) => {
    for (const body of ["", "<html>", "null", "[]", "7", '"text"', json({ error: { __type: "TeapotException" } })])
      expect(await errorOf(status, body)).toMatchObject({ name, $fault, message: `HTTP ${status} without a message` });
  });

  test("that is not modelled stays on the base class, with its own name", async () => {
    const error = await errorOf(500, json({ message: "low", Message: "high" }), {
      "x-amzn-ErrorType": "TeapotException",
    });
    expect(error).toBeInstanceOf(client.ConnectParticipantServiceException);
    expect(error).not.toBeInstanceOf(client.InternalServerException);
    expect(error).toMatchObject({ name: "TeapotException", message: "low", $fault: "server" });
  });
});

test.each([
  [{ Message: "high" }, "high"],
  [{ message: "low", Message: "high" }, "low"],
  [{ message: "", Message: "high" }, "high"],
  [{ message: 7 }, "HTTP 403 without a message"],
])("the message of %j", async (body, message) => {
  expect(await errorOf(403, json(body))).toMatchObject({ message });
});

test.each([
  [{ "x-amz-request-id": "c" }, "c"],
  [{ "x-amz-request-id": "c", "x-amzn-request-id": "b" }, "b"],
  [{ "x-amz-request-id": "c", "x-amzn-request-id": "b", "x-amzn-requestid": "a" }, "a"],
  [{ "x-amzn-requestid": "", "x-amzn-request-id": "b" }, "b"],
])("the request ID of %j", async (headers, requestId) => {
  expect(await errorOf(403, "{}", { ...headers } as Record<string, string>)).toMatchObject({
    $metadata: { requestId },
  });
});

test("a response without a request ID leaves it out", async () => {
  expect(await errorOf(403, "{}")).not.toHaveProperty("$metadata.requestId");
});

test.each([
  "{}",
  '{"Id":"i"}',
  '{"AbsoluteTime":"t"}',
  '{"Id":1,"AbsoluteTime":"t"}',
  '{"Id":"i","AbsoluteTime":null}',
  "null",
  "7",
])("the success %s is an InvalidResponseError", async (body) => {
  expect(await errorOf(200, body)).toMatchObject({
    name: "InvalidResponseError",
    message:
      "The event was sent (HTTP 200), but the body of the response is not an object with the strings Id and AbsoluteTime",
  });
});

test("a success drops what the contract does not name", async () => {
  const fetch = async () => Response.json({ Id: "i", AbsoluteTime: "t", More: 1 });
  expect(await new client.ConnectParticipant({ region: "eu-west-2", fetch }).sendTyping("tok")).toEqual({
    Id: "i",
    AbsoluteTime: "t",
    $metadata: { httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 },
  });
});
