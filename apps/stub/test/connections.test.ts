import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { event, head, open, raw, statuses } from "./raw.js";
import { sendEvent } from "./send-event.js";

describe("a refusal comes after the answers that are due before it", () => {
  it.each([
    ["no HTTP at all", "GARBAGE\r\n\r\n", ["200", "400"]],
    ["an unknown method", head("BREW /participant/event HTTP/1.1", "Host: x"), ["200", "405"]],
    ["an unknown method elsewhere", head("BREW /elsewhere HTTP/1.1", "Host: x"), ["200", "404"]],
    ["CONNECT", head("CONNECT example.com:443 HTTP/1.1", "Host: x"), ["200", "405"]],
  ])("%s", async (_what, second, expected) => {
    await using stub = await startStub({ faults: [{ delayMs: 50 }] });
    expect(statuses(await raw(stub, event() + second))).toEqual(expected);
    expect((await stub.events()).map(({ outcome }) => outcome)[0]).toBe("accepted");
  });

  it("a head that stays unfinished", async () => {
    await using stub = await startStub({ headerTimeoutMs: 50, faults: [{ delayMs: 500 }] });
    const answers = await raw(stub, `${event()}POST /participant/event HTTP/1.1\r\n`);
    expect(statuses(answers)).toEqual(["200", "408"]);
  });
});

it("survives callers that reset the connection on which they are refused", async () => {
  await using stub = await startStub();
  for (let count = 0; count < 50; count += 1) {
    const socket = open(stub.port);
    await once(socket, "connect");
    await new Promise((resolve) => socket.write(head("CONNECT h:80 HTTP/1.1", "Host: h"), resolve));
    socket.resetAndDestroy();
    expect(await sendEvent(stub)).toMatchObject({ status: 200 });
  }
});

it.each([
  ["CONNECT", head("CONNECT h:80 HTTP/1.1", "Host: h")],
  ["an unfinished head", "POST /participant/event HTTP/1.1\r\n"],
  ["nothing", ""],
])("hangs up on a refused caller who does not, after %s", async (_what, bytes) => {
  await using stub = await startStub({ headerTimeoutMs: 50, requestTimeoutMs: 50, maxConnections: 1 });
  const socket = open(stub.port, { allowHalfOpen: true });
  socket.resume();
  await once(socket, "connect");
  if (bytes !== "") socket.write(bytes);
  await once(socket, "end");
  // Its place is free only once the stub has closed it: until then, others are turned away.
  let answer: unknown;
  while (answer === undefined) answer = await sendEvent(stub).catch(() => undefined);
  expect(answer).toMatchObject({ status: 200 });
  socket.destroy();
});

it("works on so many requests of a connection at a time, and reads no more", async () => {
  await using stub = await startStub();
  const socket = open(stub.port);
  socket.write(event("stub:hang").repeat(200));
  await stub.waitForEvents(64, { outcome: "hang" });
  expect(await sendEvent(stub)).toMatchObject({ status: 200 });
  expect(await stub.events({ outcome: "hang" })).toHaveLength(64);
  socket.destroy();
});

it("gets to every request of a long pipeline in the end", async () => {
  await using stub = await startStub();
  const answers = await raw(stub, event().repeat(499) + event("t", "close"));
  expect(statuses(answers)).toEqual(Array(500).fill("200"));
});

it("answers all that is in flight on a connection when it closes", async () => {
  const stub = await startStub({ faults: [{ delayMs: 60_000 }] });
  const answers = raw(stub, event().repeat(3));
  while ((await (await fetch(`${stub.url}/_stub/faults`)).text()).includes('"hits":3') === false);
  await stub.close();
  expect(statuses(await answers)).toEqual(["200", "200", "200"]);
});
