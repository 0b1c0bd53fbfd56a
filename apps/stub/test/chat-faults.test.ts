import { expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { call, join, type } from "./chat-client.js";
import { control, typing } from "./send-event.js";

const plain = { ContentType: "text/plain", Content: "Hello" };

async function together() {
  const stub = await startStub();
  const chat = await stub.createChat();
  const [customer, agent] = [await join(stub, chat, 0), await join(stub, chat, 1)];
  await customer.listener.first(1);
  return {
    stub,
    customer,
    agent,
    async [Symbol.asyncDispose]() {
      for (const { listener } of [customer, agent]) await listener[Symbol.asyncDispose]();
      await stub.close();
    },
  };
}

/** The kinds of what a participant has got, once all that was sent before is there. */
async function got({ listener }: Awaited<ReturnType<typeof join>>): Promise<string[]> {
  await listener.ask("aws/ping");
  return listener.items.map(({ ContentType, Content }) => Content ?? ContentType.split(".").at(-1) ?? "");
}

it("drops a delivery to one participant, and no other", async () => {
  await using all = await together();
  await all.stub.addFault({ delivery: "drop", contentType: typing, participantId: all.agent.id, times: 1 });
  await type(all.stub, all.customer);
  await call(all.stub, "message", all.customer.token, plain);
  expect(await got(all.agent)).toEqual(["Hello"]);
  expect(await got(all.customer)).toEqual(["joined", "typing", "Hello"]);
  await type(all.stub, all.customer);
  expect(await got(all.agent)).toEqual(["Hello", "typing"]);
});

it("delivers twice", async () => {
  await using all = await together();
  await all.stub.addFault({ delivery: "duplicate", contentContains: "Hello", participantId: all.agent.id });
  await call(all.stub, "message", all.customer.token, plain);
  await call(all.stub, "message", all.customer.token, { ...plain, Content: "Bye" });
  expect(await got(all.agent)).toEqual(["Hello", "Hello", "Bye"]);
});

it("delays a delivery, which later ones overtake", async () => {
  await using all = await together();
  await all.stub.addFault({ delivery: "delay", delayMs: 100, times: 1, participantId: all.agent.id });
  await type(all.stub, all.customer);
  await call(all.stub, "message", all.customer.token, plain);
  expect((await all.agent.listener.first(2)).map(({ Type }) => Type)).toEqual(["MESSAGE", "EVENT"]);
});

it("closes a socket", async () => {
  await using all = await together();
  const staged = await control(all.stub, "POST", "/faults", { delivery: "close", participantId: all.agent.id });
  expect(staged).toMatchObject({ status: 201, body: { delivery: "close", participantId: all.agent.id } });
  await type(all.stub, all.customer);
  expect(await all.agent.listener.closed).toEqual([1011, "a fault closes the socket"]);
  expect(all.agent.listener.items).toEqual([]);
  expect(await got(all.customer)).toEqual(["joined", "typing"]);
});

it("leaves what is delayed to a socket that is closed", async () => {
  await using all = await together();
  await all.stub.addFault({ delivery: "delay", delayMs: 60_000 });
  await type(all.stub, all.customer);
  await all.stub.close();
  expect(await all.agent.listener.closed).toEqual([1001, "the stub stops"]);
});

it("has a participant not join", async () => {
  await using stub = await startStub();
  const chat = await stub.createChat();
  const [customer, agent] = chat.Participants;
  await stub.addFault({
    operation: "CreateParticipantConnection",
    exception: "ThrottlingException",
    participantId: customer?.ParticipantId ?? "",
    times: 1,
  });
  expect(await call(stub, "connection", agent?.ParticipantToken)).toMatchObject({ status: 200 });
  expect(await call(stub, "connection", customer?.ParticipantToken)).toMatchObject({
    status: 429,
    exception: "ThrottlingException",
  });
  expect(await call(stub, "connection", customer?.ParticipantToken)).toMatchObject({ status: 200 });
});

it.each([
  ["message", "SendMessage"],
  ["transcript", "GetTranscript"],
  ["disconnect", "DisconnectParticipant"],
] as const)("fails %s with a status of its choice, and no event", async (path, operation) => {
  await using all = await together();
  await all.stub.addFault({ operation, status: 503, body: "down" });
  expect(await type(all.stub, all.customer)).toMatchObject({ status: 200 });
  const response = await fetch(`${all.stub.url}/participant/${path}`, {
    method: "POST",
    headers: { "x-amz-bearer": all.customer.token, "content-type": "application/json" },
    body: JSON.stringify(plain),
  });
  expect([response.status, await response.text()]).toEqual([503, "down"]);
});

it("hits the events of one participant", async () => {
  await using all = await together();
  await all.stub.addFault({ exception: "ConflictException", participantId: all.agent.id });
  expect(await type(all.stub, all.customer)).toMatchObject({ status: 200 });
  expect(await type(all.stub, all.agent)).toMatchObject({ status: 409 });
});

it("resets the connection of a message", async () => {
  await using all = await together();
  await all.stub.addFault({ operation: "SendMessage", connection: "reset", contentType: "text/markdown" });
  await expect(
    call(all.stub, "message", all.customer.token, { ...plain, ContentType: "text/markdown" }),
  ).rejects.toThrow();
  expect(await call(all.stub, "message", all.customer.token, plain)).toMatchObject({ status: 200 });
});

it.each([
  { delivery: "drop", operation: "SendMessage" },
  { delivery: "drop", connectionToken: "t" },
  { delivery: "drop", exception: "ConflictException" },
  { delivery: "lose" },
  { operation: "Nothing", delayMs: 1 },
  { participantId: "p" },
])("stages no fault from %j", async (request) => {
  await using stub = await startStub();
  expect(await control(stub, "POST", "/faults", request)).toMatchObject({ status: 400 });
});
