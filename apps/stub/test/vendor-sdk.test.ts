import {
  AccessDeniedException,
  ConflictException,
  ConnectParticipantClient,
  InternalServerException,
  SendEventCommand,
  ThrottlingException,
  ValidationException,
} from "@aws-sdk/client-connectparticipant";
import { expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { typing } from "./send-event.js";

function vendorClient({ url }: { url: string }) {
  const credentials = { accessKeyId: "unused", secretAccessKey: "unused" };
  return new ConnectParticipantClient({ endpoint: url, region: "eu-west-2", credentials });
}

it.each([
  ["ValidationException", ValidationException],
  ["AccessDeniedException", AccessDeniedException],
  ["ConflictException", ConflictException],
  ["ThrottlingException", ThrottlingException],
  ["InternalServerException", InternalServerException],
])("the vendor's SDK throws %s by its class", async (name, exceptionClass) => {
  await using stub = await startStub();
  const client = vendorClient(stub);
  const sent = client.send(new SendEventCommand({ ConnectionToken: `stub:${name}`, ContentType: typing }));
  await expect(sent).rejects.toBeInstanceOf(exceptionClass);
  await expect(sent).rejects.toMatchObject({ name, message: expect.stringMatching(/\w/) });
  client.destroy();
});

it("the vendor's SDK retries under stub:ThrottlingException:2, and one event is accepted", async () => {
  await using stub = await startStub();
  const client = vendorClient(stub);
  const command = new SendEventCommand({ ConnectionToken: "stub:ThrottlingException:2", ContentType: typing });
  const { Id, $metadata } = await client.send(command);
  expect($metadata.attempts).toBe(3);
  expect(await stub.events({ outcome: "accepted" })).toMatchObject([{ Id }]);
  const clientTokens = (await stub.events()).map(({ ClientToken }) => ClientToken);
  expect(new Set(clientTokens).size).toBe(1);
  client.destroy();
});
