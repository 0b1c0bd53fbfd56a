import { describe, expect, onTestFinished, test, vi } from "vitest";
import { ConnectParticipant } from "../src/index.js";
import { startServer } from "./server.js";

const endpoint = "http://stub.example";
const endpointMessage = "endpoint must be an http or https URL without user, query and fragment";
const regionMessage = (region: string) =>
  `region must be the name of a region, such as eu-west-2, got ${region}; or set endpoint`;

describe("an option that cannot be used is a TypeError", () => {
  test.each([
    [{}, regionMessage('""')],
    [{ region: "a/b" }, regionMessage('"a/b"')],
    [{ endpoint: "stub" }, endpointMessage],
    [{ endpoint: "ftp://stub.example" }, endpointMessage],
    [
      { endpoint, useFipsEndpoint: true },
      "useFipsEndpoint and useDualstackEndpoint choose a region's endpoint: leave them out, or endpoint",
    ],
    [{ endpoint, maxAttempts: 0 }, "maxAttempts must be a number from 1 on, got 0"],
    [{ endpoint, maxAttempts: Number.NaN }, "maxAttempts must be a number from 1 on, got NaN"],
    [{ endpoint, requestTimeout: -1 }, "requestTimeout must be a number from 0 on, got -1"],
  ])("%j", (config, message) => {
    const create = () => new ConnectParticipant(config);
    expect(create).toThrow(TypeError);
    expect(create).toThrow(new TypeError(message));
  });
});

test("the region is not read from the environment", () => {
  vi.stubEnv("AWS_REGION", "eu-west-2");
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(() => new ConnectParticipant({})).toThrow(TypeError);
});

const cannotHold = (found: string) =>
  `ConnectionToken must be a string that a header can hold, got ${found}: pass the one that CreateParticipantConnection returned`;
const noMessage = (found: string) => `messageId must be the Id of a message, a non-empty string, got ${found}`;

describe("an argument that cannot be used is a TypeError, and nothing is sent", () => {
  test.each<[token: unknown, messageId: unknown, message: string]>([
    [undefined, "m-1", cannotHold("undefined")],
    [7, "m-1", cannotHold("number")],
    ["", "m-1", cannotHold("an empty string")],
    [" a", "m-1", cannotHold("another string")],
    ["a ", "m-1", cannotHold("another string")],
    ["a\tb\n", "m-1", cannotHold("another string")],
    ["a\x7fb", "m-1", cannotHold("another string")],
    ["a\u0100", "m-1", cannotHold("another string")],
    ["tok", "", noMessage("an empty one")],
    ["tok", undefined, noMessage("undefined")],
    ["tok", { messageId: "m-1" }, noMessage("object")],
  ])("token %j, message %j", async (token, messageId, message) => {
    const { endpoint, requests } = await startServer();
    const client = new ConnectParticipant({ endpoint });
    for (const send of [client.sendMessageRead, client.sendMessageDelivered]) {
      const error: unknown = await send.call(client, token as string, messageId as string).catch((error) => error);
      expect(error).toBeInstanceOf(TypeError);
      expect(error).toMatchObject({ message });
    }
    expect(requests).toEqual([]);
  });
});

test.each(["!", "~", "a b", "a\tb", "a \t b", "\x80", "tök-\xff"])("the token %j is sent as it is", async (token) => {
  const { endpoint, requests } = await startServer();
  await new ConnectParticipant({ endpoint }).sendTyping(token);
  expect(requests[0]?.headers.get("x-amz-bearer")).toBe(token);
});

test("credentials are ignored: nothing is signed", async () => {
  const { endpoint, requests } = await startServer();
  const credentials = { accessKeyId: "id", secretAccessKey: "secret", sessionToken: "session" };
  await new ConnectParticipant({ endpoint, credentials }).sendTyping("tok");
  const own = [...(requests[0]?.headers.keys() ?? [])].filter((name) => /^(auth|x-|amz-)/.test(name));
  expect(own).toEqual(["x-amz-bearer"]);
});

test("without a configuration, the error says what is missing", () => {
  // @ts-expect-error: callers in JavaScript have no compiler
  expect(() => new ConnectParticipant()).toThrow("ConnectParticipant needs a configuration, with region or endpoint");
});

test("a token with more than one character after a blank is sent as it is", async () => {
  const { endpoint, requests } = await startServer();
  await new ConnectParticipant({ endpoint }).sendTyping("a bc");
  expect(requests[0]?.headers.get("x-amz-bearer")).toBe("a bc");
});
