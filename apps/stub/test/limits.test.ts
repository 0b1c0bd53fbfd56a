import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { control, sendEvent, typing } from "./send-event.js";

const longContent = { ContentType: typing, Content: "x".repeat(16_000) };

it("a body may have as many bytes as the limit says, and not one more", async () => {
  const event = { ContentType: typing, padding: "" };
  const room = 262_144 - JSON.stringify(event).length;
  await using stub = await startStub();
  expect(await sendEvent(stub, { ...event, padding: "x".repeat(room) })).toMatchObject({ status: 200 });
  expect(await sendEvent(stub, { ...event, padding: "x".repeat(room + 1) })).toMatchObject({
    status: 413,
    exception: "RequestEntityTooLargeException",
    body: { Message: expect.stringContaining("262144") },
  });
});

it("the limit of a body can be set", async () => {
  await using stub = await startStub({ bodyLimit: 100 });
  expect(await sendEvent(stub)).toMatchObject({ status: 200 });
  expect(await sendEvent(stub, longContent)).toMatchObject({ status: 413 });
});

it("closes connections over the limit", async () => {
  await using stub = await startStub({ maxConnections: 1 });
  const first = connect(stub.port, "127.0.0.1");
  await new Promise((resolve) => first.once("connect", resolve));
  const second = connect(stub.port, "127.0.0.1");
  await new Promise((resolve) => second.once("close", resolve));
  first.destroy();
});

describe("a client that is too slow gets a response, and its connection closes", () => {
  const line = "POST /participant/event HTTP/1.1\r\nHost: x\r\n";
  it.each([
    ["with its headers", { headerTimeoutMs: 50 }, line],
    ["with its body", { requestTimeoutMs: 50 }, `${line}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{`],
    ["with anything", { headerTimeoutMs: 60_000, requestTimeoutMs: 50 }, line],
  ])("%s", async (_what, timeouts, unfinished) => {
    await using stub = await startStub(timeouts);
    const socket = connect(stub.port, "127.0.0.1");
    socket.write(unfinished);
    const received = await text(socket); // until the stub closes the connection
    expect(received).toMatch(/^HTTP\/1.1 408 /);
    expect(received).toMatch(/x-amzn-ErrorType: RequestTimeoutException\r\n/);
    expect(await stub.events()).toMatchObject([{ outcome: "RequestTimeoutException" }]);
  });
});

it("of 20,000 issued tokens it drops those that were not used for longest", async () => {
  await using stub = await startStub({ access: "registered" });
  const send = async (token: string) => (await sendEvent(stub, { ContentType: typing }, { token })).status;
  const used = await stub.issueConnection();
  const unused = await stub.issueConnection();
  for (let issued = 2; issued < 10_000; issued += 1) await stub.issueConnection();
  expect(await send(used.ConnectionToken)).toBe(200);
  await stub.issueConnection();
  await stub.issueConnection();
  expect(await send(used.ConnectionToken)).toBe(200);
  expect(await send(unused.ConnectionToken)).toBe(403);
  expect((await control(stub, "GET", "/health")).body).toMatchObject({
    remembered: { connections: 20_000 },
    dropped: { connections: 4 },
  });
});

it("stages 1,000 faults, and rejects the next", async () => {
  await using stub = await startStub();
  for (let staged = 0; staged < 1_000; staged += 1) await stub.addFault({ delayMs: 0, probability: 0 });
  expect(await control(stub, "POST", "/faults", { delayMs: 0 })).toMatchObject({
    status: 409,
    exception: "ConflictException",
  });
  expect((await control(stub, "GET", "/health")).body).toMatchObject({ remembered: { faults: 1_000 } });
});
