import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { startStub } from "../src/index.js";
import { call, join, Listener, type as typeIn } from "./chat-client.js";
import { event, open, statuses } from "./raw.js";
import { control, sendEvent, typing } from "./send-event.js";

afterEach(() => {
  vi.useRealTimers();
});

const socketUrl = async (stub: { url: string }, token: string | undefined, headers: Record<string, string> = {}) =>
  Object((await call(stub, "connection", token, {}, headers)).body).Websocket.Url as string;

it("confirms what the chat library asks for", async () => {
  await using stub = await startStub();
  const chat = await stub.createChat();
  await using listener = await Listener.open(await socketUrl(stub, chat.Participants[0]?.ParticipantToken));
  const topics = ["aws/chat"];
  expect(await listener.ask("aws/subscribe", { topics })).toEqual({
    topic: "aws/subscribe",
    content: { status: "success", topics },
  });
  for (const topic of ["aws/heartbeat", "aws/ping"]) {
    expect(await listener.ask(topic)).toEqual({ topic, statusCode: 200, statusContent: "OK" });
  }
  expect(await listener.ask("aws/subscribe", { topics: ["aws/other"] })).toMatchObject({
    content: { status: "failure", topics: [] },
  });
});

it("delivers nothing before the subscription, and nothing after its end", async () => {
  await using stub = await startStub();
  const chat = await stub.createChat();
  await using agent = await join(stub, chat, 1);
  await using silent = await Listener.open(await socketUrl(stub, chat.Participants[0]?.ParticipantToken));
  await typeIn(stub, agent);
  await agent.listener.item(typing);
  expect(await silent.ask("aws/ping")).toBeDefined();
  expect(silent.items).toEqual([]);
  await agent.listener.ask("aws/unsubscribe", { topics: ["aws/chat"] });
  const before = agent.listener.items.length;
  await typeIn(stub, agent);
  await agent.listener.ask("aws/ping");
  expect(agent.listener.items).toHaveLength(before);
});

it("takes a ticket once, and rejects it afterwards in the contract's shape", async () => {
  await using stub = await startStub();
  const chat = await stub.createChat();
  await using customer = await join(stub, chat, 0);
  const [response] = await refused(customer.url);
  expect(response.statusCode).toBe(403);
  expect(response.headers["x-amzn-errortype"]).toBe("AccessDeniedException");
  expect(response.headers["x-amzn-requestid"]).toBeDefined();
});

it("takes no ticket that is older than 100 seconds", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  await using stub = await startStub();
  const chat = await stub.createChat();
  const url = await socketUrl(stub, chat.Participants[0]?.ParticipantToken);
  vi.advanceTimersByTime(100_000);
  expect((await refused(url))[0].statusCode).toBe(403);
});

it("takes no connection token for a ticket, and leaves it as it is", async () => {
  await using stub = await startStub();
  const chat = await stub.createChat();
  await using customer = await join(stub, chat, 0);
  const url = `ws://127.0.0.1:${stub.port}/_stub/chats/socket/${customer.token}`;
  expect((await refused(url))[0].statusCode).toBe(403);
  expect(await sendEvent(stub, undefined, { token: customer.token })).toMatchObject({ status: 200 });
});

async function refused(url: string) {
  const { WebSocket } = await import("ws");
  const socket = new WebSocket(url).on("error", () => {});
  const [, response] = await once(socket, "unexpected-response");
  socket.terminate();
  return [response];
}

it.each(["h2c", "websocket"])("processes an event whose client would rather speak %s", async (protocol) => {
  await using stub = await startStub();
  const asking = event("t", `Upgrade, HTTP2-Settings\r\nUpgrade: ${protocol}\r\nHTTP2-Settings: AAMAAABk`);
  const socket = open(stub.port).setEncoding("latin1");
  // As Java's client does: the next request comes after the response.
  for (const request of [asking, event("t"), asking, event("t")]) {
    socket.write(request);
    const [response] = await once(socket, "data");
    expect(statuses(response)).toEqual(["200"]);
  }
  socket.destroy();
  expect(await stub.events({ outcome: "accepted" })).toHaveLength(4);
});

it.each(["not JSON", "[]", "null", '{"content":{}}'])("closes a socket on %j", async (frame) => {
  await using stub = await startStub();
  await using customer = await join(stub, await stub.createChat(), 0);
  customer.listener.socket.send(frame);
  expect(await customer.listener.closed).toEqual([1007, "a frame must be JSON with a topic"]);
});

it("closes all sockets when the stub closes, and leaves none behind", async () => {
  const stub = await startStub();
  const chat = await stub.createChat();
  await using customer = await join(stub, chat, 0);
  await using agent = await join(stub, chat, 1);
  await stub.close();
  expect(await customer.listener.closed).toEqual([1001, "the stub stops"]);
  expect(await agent.listener.closed).toEqual([1001, "the stub stops"]);
});

it("closes a client's socket that confirms nothing when the stub closes", async () => {
  const stub = await startStub();
  const chat = await stub.createChat();
  const { pathname } = new URL(await socketUrl(stub, chat.Participants[0]?.ParticipantToken));
  const socket = connect(stub.port, "127.0.0.1");
  const headers =
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n`);
  await once(socket, "data");
  await stub.close();
  expect(socket.destroyed || (await once(socket, "close"))).toBeTruthy();
});

it("closes a participant's sockets beyond 10", async () => {
  await using stub = await startStub();
  const chat = await stub.createChat();
  const token = chat.Participants[0]?.ParticipantToken;
  const listeners = [];
  for (let index = 0; index < 10; index += 1) listeners.push(await Listener.subscribe(await socketUrl(stub, token)));
  await using one = await Listener.open(await socketUrl(stub, token));
  expect(await one.closed).toEqual([1013, "too many sockets are open: close some"]);
  await using agent = await join(stub, chat, 1);
  expect(await control(stub, "GET", "/chats")).toMatchObject({
    body: { chats: [{ Participants: [{ sockets: 10 }, {}] }] },
  });
  for (const listener of listeners) await listener[Symbol.asyncDispose]();
  expect(agent.listener.items).toEqual([]);
});

it("closes a socket whose client does not read", async () => {
  const lines: object[] = [];
  await using stub = await startStub({}, { info: (fields) => void lines.push(fields), error() {} });
  const chat = await stub.createChat();
  await using slow = await join(stub, chat, 0);
  await using agent = await join(stub, chat, 1);
  slow.listener.socket.pause();
  const Content = "x".repeat(16_384);
  while (!lines.some((line) => "why" in line)) {
    await call(stub, "message", agent.token, { ContentType: "text/plain", Content });
  }
  expect(lines).toContainEqual(expect.objectContaining({ why: "slow", code: 1013 }));
  expect(
    (await (await fetch(`${stub.url}/_stub/metrics`)).text()).includes('chat_sockets_closed_total{code="1013"} 1'),
  ).toBe(true);
  slow.listener.socket.resume();
  await slow.listener.closed;
});

it("closes a socket when the tokens of its chat expire", async () => {
  await using stub = await startStub();
  await using customer = await join(stub, await stub.createChat({ ttlSeconds: 1 }), 0);
  expect(await customer.listener.closed).toEqual([1008, "the tokens of the chat have expired"]);
  expect(await sendEvent(stub, undefined, { token: customer.token })).toMatchObject({ status: 403 });
});

it("works over TLS", async () => {
  await using stub = await startStub({ tlsSelfSigned: true });
  const chat = await stub.createChat();
  const post = (path: string, token: string, body: object) =>
    new Promise<string>((resolve, reject) => {
      const headers = { "content-type": "application/json", "x-amz-bearer": token, connection: "close" };
      import("node:https").then(({ request }) => {
        request(`${stub.url}${path}`, { method: "POST", headers, ca: stub.certificate }, async (response) => {
          let text = "";
          for await (const chunk of response) text += chunk;
          resolve(text);
        })
          .on("error", reject)
          .end(JSON.stringify(body));
      }, reject);
    });
  const { Websocket, ConnectionCredentials } = JSON.parse(
    await post("/participant/connection", chat.Participants[0]?.ParticipantToken ?? "", {}),
  );
  expect(Websocket.Url).toMatch(/^wss:\/\/127\.0\.0\.1:\d+\//);
  await using listener = await Listener.subscribe(Websocket.Url, { ca: stub.certificate });
  await post("/participant/event", ConnectionCredentials.ConnectionToken, { ContentType: typing });
  expect(await listener.item(typing)).toMatchObject({ ContentType: typing });
});

it.each([
  [{}, "ws://127.0.0.1:PORT/_stub"],
  [{ host: "localhost:4010" }, "ws://127.0.0.1:4010/_stub"],
  [{ host: "localhost" }, "ws://127.0.0.1:80/_stub"],
  [{ host: "stub.example" }, "ws://stub.example/_stub"],
  [{ host: "a b" }, "ws://127.0.0.1:PORT/_stub"],
  [{ "x-forwarded-proto": "https", "x-forwarded-host": "stub.example:8443, inner" }, "wss://stub.example:8443/_stub"],
  [
    { "x-forwarded-proto": "https", host: "[::1]:443", "x-forwarded-prefix": "/team/a" },
    "wss://[::1]:443/team/a/_stub",
  ],
  [{ "x-forwarded-prefix": "//evil.example" }, "ws://127.0.0.1:PORT/_stub"],
])("names its URL as the caller did: %j", async (headers, start) => {
  await using stub = await startStub();
  const [customer] = (await stub.createChat()).Participants;
  const sent = { "x-amz-bearer": customer?.ParticipantToken ?? "", ...headers };
  const request = httpRequest(`${stub.url}/participant/connection`, { method: "POST", headers: sent }).end();
  const [response] = await once(request, "response");
  let text = "";
  for await (const chunk of response) text += chunk;
  expect(JSON.parse(text).Websocket.Url.startsWith(start.replace("PORT", String(stub.port)))).toBe(true);
});
