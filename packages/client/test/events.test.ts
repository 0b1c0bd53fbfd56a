import { BatchInterceptor } from "@mswjs/interceptors";
import { FetchInterceptor } from "@mswjs/interceptors/fetch";
import { expect, onTestFinished, test, vi } from "vitest";
import { ConnectParticipant, ContentType, type SendEventOptions } from "../src/index.js";
import { sent, startServer } from "./server.js";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const helpers: [string, (client: ConnectParticipant, options?: SendEventOptions) => Promise<unknown>, object][] = [
  [
    "sendTyping",
    (client, options) => client.sendTyping("tok", options),
    { ContentType: "application/vnd.amazonaws.connect.event.typing" },
  ],
  [
    "sendConnectionAcknowledged",
    (client, options) => client.sendConnectionAcknowledged("tok", options),
    { ContentType: "application/vnd.amazonaws.connect.event.connection.acknowledged" },
  ],
  [
    "sendMessageDelivered",
    (client, options) => client.sendMessageDelivered("tok", 'm-"1"', options),
    { ContentType: "application/vnd.amazonaws.connect.event.message.delivered", Content: '{"messageId":"m-\\"1\\""}' },
  ],
  [
    "sendMessageRead",
    (client, options) => client.sendMessageRead("tok", "m-1", options),
    { ContentType: "application/vnd.amazonaws.connect.event.message.read", Content: '{"messageId":"m-1"}' },
  ],
];

test.each(helpers)("%s sends its event", async (_, send, event) => {
  const { endpoint, requests } = await startServer();
  const output = await send(new ConnectParticipant({ endpoint }));
  expect(output).toMatchObject({ Id: "id-1", AbsoluteTime: "2026-11-22T10:00:00.000Z", $metadata: { attempts: 1 } });
  expect(requests[0]?.headers.get("x-amz-bearer")).toBe("tok");
  expect(JSON.parse(requests[0]?.body ?? "")).toEqual({ ...event, ClientToken: expect.stringMatching(uuid) });
});

test.each(helpers)("%s takes the options of a call", async (_, send) => {
  const { endpoint, requests } = await startServer();
  const abortSignal = AbortSignal.abort("gone");
  await expect(send(new ConnectParticipant({ endpoint }), { abortSignal })).rejects.toBe("gone");
  expect(requests).toEqual([]);
});

test("a ClientToken that is null counts as absent", async () => {
  const { endpoint, requests } = await startServer();
  await new ConnectParticipant({ endpoint }).sendEvent({
    ConnectionToken: "tok",
    ContentType: ContentType.Typing,
    ClientToken: null,
  });
  expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({ ClientToken: expect.stringMatching(uuid) });
});

test("empty Content reaches the service, which validates it", async () => {
  const bodies: string[] = [];
  const fetch = async (request: Request) => {
    bodies.push(await request.text());
    return Response.json({ Id: "i", AbsoluteTime: "t" });
  };
  const event = { ConnectionToken: "tok", ContentType: ContentType.MessageRead, Content: "", ClientToken: "mine" };
  await new ConnectParticipant({ region: "eu-west-2", fetch }).sendEvent(event);
  expect(bodies).toEqual([
    '{"ContentType":"application/vnd.amazonaws.connect.event.message.read","Content":"","ClientToken":"mine"}',
  ]);
});

test("a page that came by plain http, where there is no randomUUID, makes up a UUID too", async () => {
  const { endpoint, requests } = await startServer();
  vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
  onTestFinished(() => void vi.unstubAllGlobals());
  const client = new ConnectParticipant({ endpoint });
  await client.sendTyping("tok");
  await client.sendTyping("tok");
  const tokens = requests.map(({ body }) => JSON.parse(body).ClientToken);
  expect(tokens).toEqual([expect.stringMatching(uuid), expect.stringMatching(uuid)]);
  expect(tokens[0]).not.toBe(tokens[1]);
});

test("a base path is kept on the wire", async () => {
  const { endpoint, requests } = await startServer([sent], "/proxy/base");
  await new ConnectParticipant({ endpoint: `${endpoint}/` }).sendTyping("tok");
  expect(requests[0]?.path).toBe("/proxy/base/participant/event");
});

test("an interceptor that is installed after the client sees its calls", async () => {
  const client = new ConnectParticipant({ endpoint: "http://intercepted.example" });
  const interceptor = new BatchInterceptor({ name: "late", interceptors: [new FetchInterceptor()] });
  interceptor.on("request", ({ controller }) =>
    controller.respondWith(Response.json({ Id: "mocked", AbsoluteTime: "t" })),
  );
  interceptor.apply();
  onTestFinished(() => interceptor.dispose());
  expect(await client.sendTyping("tok")).toMatchObject({ Id: "mocked" });
});

test("the fetch of the options is handed a Request, without a `this`", async () => {
  let self: unknown = "not called";
  const client = new ConnectParticipant({
    region: "eu-west-2",
    async fetch(this: unknown, request) {
      self = this;
      return Response.json({ Id: request.method, AbsoluteTime: request.url });
    },
  });
  expect(await client.sendTyping("tok")).toMatchObject({
    Id: "POST",
    AbsoluteTime: "https://participant.connect.eu-west-2.amazonaws.com/participant/event",
  });
  expect(self).toBeUndefined();
});

test("a redirect is not followed: the token stays where it was sent", async () => {
  const elsewhere = await startServer();
  const { endpoint } = await startServer([{ status: 307, headers: { location: elsewhere.endpoint } }]);
  await expect(new ConnectParticipant({ endpoint }).sendTyping("tok")).rejects.toMatchObject({
    $metadata: { httpStatusCode: 307, attempts: 1 },
  });
  expect(elsewhere.requests).toEqual([]);
});
