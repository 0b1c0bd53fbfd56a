import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { event, head, open, raw, statuses } from "./raw.js";
import { sendEvent } from "./send-event.js";

it.each([
  ["no HTTP at all", "GARBAGE\r\n\r\n"],
  ["an unknown method", head("BREW /participant/event HTTP/1.1", "Host: x")],
  ["CONNECT", head("CONNECT h:80 HTTP/1.1", "Host: h")],
])("closes a connection with a pending response at %s", async (_what, second) => {
  await using stub = await startStub();
  const socket = open(stub.port);
  let received = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    received += chunk;
  });
  socket.write(event("stub:hang") + second);
  await once(socket, "close");
  expect(received, "it would be taken for the response to the first request").toBe("");
});

it("survives a CONNECT or an upgrade whose client resets the connection", async () => {
  await using stub = await startStub();
  for (let count = 0; count < 50; count += 1) {
    const socket = open(stub.port);
    await once(socket, "connect");
    const text = count % 2 ? head("CONNECT h:80 HTTP/1.1", "Host: h") : event("t", "upgrade");
    await new Promise((resolve) => socket.write(text, resolve));
    socket.resetAndDestroy();
    expect(await sendEvent(stub)).toMatchObject({ status: 200 });
  }
});

it.each([
  ["no HTTP", "GARBAGE\r\n\r\n"],
  ["an unfinished head", "POST /participant/event HTTP/1.1\r\n"],
  ["nothing", ""],
])("closes the connection of a rejected caller who does not, after %s", async (_what, bytes) => {
  await using stub = await startStub({ headerTimeoutMs: 50, requestTimeoutMs: 50, maxConnections: 1 });
  const socket = open(stub.port, { allowHalfOpen: true });
  socket.resume();
  await once(socket, "connect");
  if (bytes !== "") socket.write(bytes);
  await once(socket, "end");
  // Its place is free only once the stub has closed it: until then, others are turned away.
  let response: unknown;
  while (response === undefined) response = await sendEvent(stub).catch(() => undefined);
  expect(response).toMatchObject({ status: 200 });
  socket.destroy();
});

it("works on the requests of a connection one after the other", async () => {
  await using stub = await startStub();
  const socket = open(stub.port);
  socket.write(event("stub:hang").repeat(200));
  await stub.waitForEvents(1, { outcome: "hang" });
  expect(await sendEvent(stub)).toMatchObject({ status: 200 });
  expect(await stub.events({ outcome: "hang" })).toHaveLength(1);
  socket.destroy();
});

it("closes the connection of a client with too many pending requests", async () => {
  await using stub = await startStub();
  const socket = open(stub.port);
  socket.write(event("stub:hang").repeat(1_100));
  await once(socket, "close");
});

describe.each([50, 30_000])("with a time-out of %d ms, notices that a caller has left after", (requestTimeoutMs) => {
  const unfinished = head("POST /participant/event HTTP/1.1", "Host: x", "Content-Length: 9");
  it.each([
    ["a request that hangs", ""],
    ["one that hangs and one that is unfinished", unfinished],
    ["one that hangs and many more", event().repeat(99)],
    ["one that hangs and no HTTP", "GARBAGE\r\n\r\n"],
  ])("%s", async (_what, rest) => {
    await using stub = await startStub({ maxConnections: 1, requestTimeoutMs });
    const socket = open(stub.port);
    socket.resume().write(event("stub:hang") + rest);
    await stub.waitForEvents(1, { outcome: "hang" });
    socket.end();
    let response: unknown;
    while (response === undefined) response = await sendEvent(stub).catch(() => undefined);
    expect(response).toMatchObject({ status: 200 });
    socket.destroy();
  });
});

it("resets the connection in its turn", async () => {
  await using stub = await startStub();
  const socket = open(stub.port);
  socket.resume().write(event() + event("stub:reset"));
  await once(socket, "close");
  expect((await stub.events()).map(({ outcome }) => outcome)).toEqual(["accepted", "reset"]);
});

it("rejects a body of many megabytes so that the caller learns of it", async () => {
  await using stub = await startStub();
  for (let count = 0; count < 5; count += 1) {
    const response = await fetch(`${stub.url}/participant/event`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-amz-bearer": "t" },
      body: "x".repeat(20_000_000),
    });
    expect(response.status).toBe(413);
  }
});

it("closes at once although somebody follows the journal", async () => {
  const stub = await startStub();
  const socket = open(stub.port);
  socket.write(head("GET /_stub/events/stream HTTP/1.1", "Host: localhost"));
  await once(socket, "data");
  const closed = once(socket.resume(), "close");
  await Promise.all([stub.close(), closed]);
});

it("responds to every request of a long pipeline in the end", async () => {
  await using stub = await startStub();
  const responses = await raw(stub, event().repeat(499) + event("t", "close"));
  expect(statuses(responses)).toEqual(Array(500).fill("200"));
});

it("responds to all that is in flight on a connection when it closes", async () => {
  const stub = await startStub({ faults: [{ delayMs: 60_000 }] });
  const responses = raw(stub, event().repeat(3));
  while (!(await (await fetch(`${stub.url}/_stub/faults`)).text()).includes('"hits":1'));
  await stub.close();
  expect(statuses(await responses)).toEqual(["200", "200", "200"]);
});
