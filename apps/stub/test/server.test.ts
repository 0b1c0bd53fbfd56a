import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, expect, it, vi } from "vitest";
import type { StubException } from "../src/http/exception.js";
import { createHttpServer } from "../src/http/server.js";
import { event, head, open } from "./raw.js";

const limits = { maxConnections: 10, headerTimeoutMs: 10_000, requestTimeoutMs: 30_000 };

afterEach(() => {
  vi.useRealTimers();
});

/** A server that leaves it to the test to respond. */
async function serving(given: Partial<typeof limits> = {}) {
  const requests: { request: IncomingMessage; response: ServerResponse }[] = [];
  const errors: [StubException, string][] = [];
  const { server, shutDown } = createHttpServer(
    (request, response) => void requests.push({ request, response }),
    { ...limits, ...given },
    undefined,
    { isMeant: () => false, take: async () => false },
    (exception, requestId) => void errors.push([exception, requestId]),
  );
  let arrived = 0;
  server.on("request", () => {
    arrived += 1;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("it listens on TCP only");
  return {
    ...{ server, shutDown, requests, errors, port: address.port },
    async arrival(count: number) {
      while (arrived < count) await once(server, "request");
    },
    async [Symbol.asyncDispose]() {
      vi.useRealTimers();
      server.closeAllConnections();
      await shutDown();
    },
  };
}

it("1,000 requests of a connection may be pending, and one more closes it", async () => {
  await using held = await serving();
  const socket = open(held.port);
  let isClosed = false;
  const closed = once(socket, "close").then(() => {
    isClosed = true;
  });
  socket.write(event().repeat(1_000));
  await held.arrival(1_000);
  await new Promise((resolve) => setImmediate(resolve));
  expect([isClosed, held.requests.length]).toEqual([false, 1]);
  expect(held.requests[0]?.request.socket.destroyed).toBe(false);
  socket.write(event());
  await closed;
});

it("a connection whose requests are responded to may go on for more than 1,000", async () => {
  await using held = await serving();
  const socket = open(held.port);
  socket.resume();
  for (let sent = 1; sent <= 1_001; sent += 1) {
    socket.write(event());
    await held.arrival(sent);
    const done = once(held.requests[sent - 1]?.response ?? socket, "close");
    held.requests[sent - 1]?.response.end();
    await done;
  }
  expect(socket.destroyed).toBe(false);
  socket.destroy();
});

it("a request in flight has five seconds to finish once the server shuts down", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await using held = await serving();
  const socket = open(held.port);
  let isClosed = false;
  const closed = once(socket, "close").then(() => {
    isClosed = true;
  });
  socket.write(event());
  await held.arrival(1);
  const shutDown = held.shutDown();
  vi.advanceTimersByTime(4_999);
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(isClosed).toBe(false);
  vi.advanceTimersByTime(1);
  await Promise.all([closed, shutDown]);
});

it("a server that has shut down waits for nothing more", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await using held = await serving();
  await held.shutDown();
  expect(vi.getTimerCount()).toBe(0);
});

it("a rejected client has a second to disconnect", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await using held = await serving();
  const rejected = once(held.server, "connection");
  const socket = open(held.port, { allowHalfOpen: true });
  socket.resume().write("GARBAGE\r\n\r\n");
  const [connection] = await rejected;
  await once(socket, "end");
  vi.advanceTimersByTime(999);
  expect(connection.destroyed).toBe(false);
  vi.advanceTimersByTime(1);
  expect(connection.destroyed).toBe(true);
  socket.destroy();
});

it("says how many connections, and how much time there is", async () => {
  await using one = await serving();
  const { maxConnections, headersTimeout, requestTimeout, maxHeadersCount } = one.server;
  expect([maxConnections, headersTimeout, requestTimeout, maxHeadersCount]).toEqual([10, 10_000, 30_000, 0]);
  await using other = await serving({ headerTimeoutMs: 60_000, requestTimeoutMs: 500 });
  expect([other.server.headersTimeout, other.server.requestTimeout]).toEqual([500, 500]);
});

it("the response to what is not HTTP is the contract's, to the letter", async () => {
  await using held = await serving();
  const socket = open(held.port);
  socket.write("GARBAGE\r\n\r\n");
  let received = "";
  for await (const chunk of socket) received += chunk;
  const [[exception, requestId] = []] = held.errors;
  const message = "The request is not HTTP/1.1 (RFC 9112), or has an unknown method";
  expect([exception?.name, exception?.message]).toEqual(["SerializationException", message]);
  const body = JSON.stringify({ Message: message });
  expect(received).toBe(
    head(
      "HTTP/1.1 400 Bad Request",
      `x-amzn-RequestId: ${requestId}`,
      "x-amzn-ErrorType: SerializationException",
      "Access-Control-Allow-Origin: *",
      "Access-Control-Expose-Headers: x-amzn-RequestId,x-amzn-ErrorType,Retry-After",
      "Content-Type: application/json",
      `Content-Length: ${body.length}`,
      "Connection: close",
    ) + body,
  );
  expect(held.errors).toHaveLength(1);
});

it.each([
  [
    "too large headers",
    head("GET / HTTP/1.1", `Cookie: ${"a".repeat(20_000)}`),
    "The headers are larger than 16384 bytes: send fewer or shorter ones",
  ],
  ["an unknown method", head("BREW / HTTP/1.1"), "The request is not HTTP/1.1 (RFC 9112), or has an unknown method"],
])("the response to %s says how to fix it", async (_what, text, message) => {
  await using held = await serving();
  const socket = open(held.port);
  socket.write(text);
  let received = "";
  for await (const chunk of socket) received += chunk;
  expect(received.split("\r\n\r\n")[1]).toBe(JSON.stringify({ Message: message }));
});

it("headers of 16,000 bytes are fine", async () => {
  await using held = await serving();
  const socket = open(held.port);
  socket.write(head("GET / HTTP/1.1", `Cookie: ${"a".repeat(16_000)}`));
  await held.arrival(1);
  expect(held.requests[0]?.request.headers.cookie).toHaveLength(16_000);
  socket.destroy();
});
