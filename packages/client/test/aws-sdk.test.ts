import { expect, test } from "vitest";
import * as commands from "../src/aws-sdk.js";
import * as main from "../src/index.js";
import { errorResponse, sent, startServer } from "./server.js";

const { ConnectParticipantClient, SendEventCommand } = commands;
const input = { ConnectionToken: "tok", ContentType: main.ContentType.Typing, ClientToken: "mine" };

test("the main entry's names", () => {
  expect(Object.keys(main).sort()).toEqual([
    "AccessDeniedException",
    "ConflictException",
    "ConnectParticipant",
    "ConnectParticipantServiceException",
    "ContentType",
    "InternalServerException",
    "InvalidResponseError",
    "NetworkError",
    "SendEventError",
    "ThrottlingException",
    "TimeoutError",
    "ValidationException",
    "throttleTyping",
  ]);
});

test("the aws-sdk entry has the command form beside them", () => {
  expect(commands).toMatchObject(main);
  expect(Object.keys(commands)).toHaveLength(Object.keys(main).length + 2);
  expect(new ConnectParticipantClient({ region: "eu-west-2" })).toBeInstanceOf(main.ConnectParticipant);
});

test("a command keeps its input", () => {
  expect(new SendEventCommand(input).input).toBe(input);
});

test("the command form sends the same", async () => {
  const { endpoint, requests } = await startServer();
  const client = new ConnectParticipantClient({ endpoint });
  expect(await client.send(new SendEventCommand(input))).toEqual(await client.sendEvent(input));
  expect(requests[0]?.body).toBe(requests[1]?.body);
});

test("the command form takes the options of a call", async () => {
  const { endpoint, requests } = await startServer();
  const abortSignal = AbortSignal.abort();
  const client = new ConnectParticipantClient({ endpoint });
  await expect(client.send(new SendEventCommand(input), { abortSignal })).rejects.toBe(abortSignal.reason);
  expect(requests).toEqual([]);
});

test.each([
  [
    "alone",
    (client: commands.ConnectParticipantClient, done: commands.SendEventCallback) =>
      client.send(new SendEventCommand(input), done),
  ],
  [
    "after options",
    (client: commands.ConnectParticipantClient, done: commands.SendEventCallback) =>
      client.send(new SendEventCommand(input), {}, done),
  ],
])("a callback %s gets the output, or the error", async (_, send) => {
  const { endpoint } = await startServer([sent, errorResponse(403, "AccessDeniedException")]);
  const client = new ConnectParticipantClient({ endpoint });
  const call = () =>
    new Promise<unknown[]>((resolve) => expect(send(client, (...given) => resolve(given))).toBeUndefined());
  expect(await call()).toEqual([null, expect.objectContaining({ Id: "id-1" })]);
  expect(await call()).toEqual([expect.any(main.AccessDeniedException)]);
});

test("options before a callback count", async () => {
  const abortSignal = AbortSignal.abort();
  const client = new ConnectParticipantClient({ region: "eu-west-2" });
  const error = await new Promise((resolve) => client.send(new SendEventCommand(input), { abortSignal }, resolve));
  expect(error).toBe(abortSignal.reason);
});

test("destroy does nothing: the client still sends", async () => {
  const { endpoint } = await startServer();
  const client = new ConnectParticipantClient({ endpoint });
  expect(client.destroy()).toBeUndefined();
  expect(await client.send(new SendEventCommand(input))).toMatchObject({ Id: "id-1" });
});
