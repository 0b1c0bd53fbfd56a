import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IssuedChat, type Stub, startStub } from "../src/index.js";
import { call, type Item, type Joined, join, type } from "./chat-client.js";
import { control, read, sendEvent } from "./send-event.js";

const denied = { status: 403, exception: "AccessDeniedException" };
const plain = { ContentType: "text/plain", Content: "Hello" };

let stub: Stub;
let chat: IssuedChat;
let customer: Joined;
beforeAll(async () => {
  stub = await startStub();
  chat = await stub.createChat();
  customer = await join(stub, chat, 0);
});
afterAll(async () => {
  await customer[Symbol.asyncDispose]();
  await stub.close();
});

describe("an operation of a participant", () => {
  it.each([
    ["message", {}, "ContentType is required; Content is required"],
    ["message", { ...plain, ContentType: "text/html" }, "ContentType must be one of: text/plain, "],
    ["message", { ...plain, Content: "" }, "Content"],
    ["message", { ...plain, Content: "x".repeat(16_385) }, "Content"],
    ["message", { ...plain, ClientToken: "x".repeat(501) }, "ClientToken"],
    ["transcript", { MaxResults: 101 }, "MaxResults must be <= 100"],
    ["transcript", { SortOrder: "UP" }, "SortOrder"],
    ["transcript", { ContactId: "another" }, "ContactId must be that of the participant's own chat"],
    ["transcript", { NextToken: "made-up" }, "NextToken must be that of the page before"],
    [
      "transcript",
      { NextToken: Buffer.from('["FORWARD","gone"]').toString("base64url") },
      "NextToken must be of an item",
    ],
    ["transcript", { StartPosition: { Id: "gone" } }, "StartPosition.Id must be of an item"],
    ["transcript", { StartPosition: { AbsoluteTime: "yesterday" } }, "StartPosition.AbsoluteTime must be a time"],
  ] as const)("rejects %s with %j", async (operation, body, named) => {
    expect(await call(stub, operation, customer.token, body)).toMatchObject({
      status: 400,
      exception: "ValidationException",
      body: { Message: expect.stringContaining(named) },
    });
  });

  it.each(["connection", "message", "transcript", "disconnect"] as const)(
    "takes no other token: %s",
    async (operation) => {
      const { ConnectionToken, ParticipantToken } = await stub.issueConnection();
      const wrong = operation === "connection" ? customer.token : customer.participantToken;
      for (const token of [undefined, "", "unknown", ConnectionToken, ParticipantToken, wrong]) {
        expect(await call(stub, operation, token, plain)).toMatchObject(denied);
      }
    },
  );

  it("says which token is needed", async () => {
    const { body } = await call(stub, "message", customer.participantToken, plain);
    expect(body["Message"]).toBe("Access denied: a ParticipantToken was sent, and a ConnectionToken is needed");
  });

  it("ignores unknown members and query parameters, and takes null for absent", async () => {
    const body = { ...plain, ClientToken: null, Unknown: 1 };
    expect(await call(stub, "message", customer.token, body)).toMatchObject({ status: 200 });
    const response = await fetch(`${stub.url}/participant/transcript?x=1`, {
      method: "POST",
      headers: { "x-amz-bearer": customer.token },
    });
    expect(response.status).toBe(200);
  });

  it.each(["connection", "message", "transcript", "disconnect"])("has a CORS preflight: %s", async (operation) => {
    const url = `${stub.url}/participant/${operation}`;
    const { status, headers } = await fetch(url, {
      method: "OPTIONS",
      headers: { origin: "https://a.example", "access-control-request-headers": "x-amz-bearer" },
    });
    expect([status, headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
    expect(headers.get("access-control-allow-headers")).toContain("x-amz-bearer");
    const { headers: exposing } = await call(stub, "message", customer.token, plain);
    expect(exposing.get("access-control-expose-headers")?.toLowerCase()).toContain("x-amzn-requestid");
    expect((await fetch(url)).status).toBe(405);
    expect((await fetch(`${url}/`, { method: "POST" })).status).toBe(404);
  });

  it("gives what it is asked for", async () => {
    const only = async (Type: string[]) =>
      Object.keys((await call(stub, "connection", customer.participantToken, { Type })).body);
    expect(await only(["WEBSOCKET"])).toEqual(["Websocket"]);
    expect(await only(["CONNECTION_CREDENTIALS"])).toEqual(["ConnectionCredentials"]);
    expect(await only(["WEBRTC_CONNECTION"])).toEqual([]);
  });

  it("leaves no entry in the journal, and a line without tokens and content in the log", async () => {
    const lines: object[] = [];
    await using logged = await startStub(
      {},
      { info: (fields, message) => void lines.push({ ...fields, message }), error() {} },
    );
    await using ann = await join(logged, await logged.createChat(), 0);
    await call(logged, "message", ann.token, plain);
    await call(logged, "message", "secret", plain);
    expect(await logged.events()).toEqual([]);
    const text = JSON.stringify(lines);
    for (const secret of [ann.token, ann.participantToken, ann.url.split("/").at(-1), "secret", "Hello"]) {
      expect(text).not.toContain(secret);
    }
    expect(lines).toMatchObject([
      { operation: "createParticipantConnection", outcome: "ok" },
      { message: "chat socket opened" },
      { operation: "sendMessage", outcome: "ok", connection: expect.any(String), message: "chat" },
      { operation: "sendMessage", outcome: "AccessDeniedException", reason: expect.stringContaining("of no chat") },
    ]);
    const metrics = await (await fetch(`${logged.url}/_stub/metrics`)).text();
    expect(metrics).toContain('chat_requests_total{operation="sendMessage",outcome="ok"} 1');
    expect(metrics).toContain("chat_sockets 1");
  });
});

describe("a transcript", () => {
  const contents = ["1", "2", "3", "4", "5"];
  let ann: Joined;
  let items: Item[];
  const page = async (query: object) => Object((await call(stub, "transcript", ann.token, query)).body);
  const read = async (query: object) => (await page(query)).Transcript.map(({ Content = "joined" }: Item) => Content);
  beforeAll(async () => {
    ann = await join(stub, await stub.createChat(), 0);
    for (const Content of contents) await call(stub, "message", ann.token, { ...plain, Content });
    items = (await page({ SortOrder: "ASCENDING" })).Transcript;
    return () => ann[Symbol.asyncDispose]();
  });

  it("begins with the newest item, newest first", async () => {
    expect(await read({ MaxResults: 2 })).toEqual(["5", "4"]);
    expect(await read({ MaxResults: 0, StartPosition: {} })).toEqual(["5", "4", "3", "2", "1", "joined"]);
    expect(await read({ MaxResults: 2, SortOrder: "ASCENDING" })).toEqual(["4", "5"]);
  });

  it.each([
    [
      "BACKWARD",
      [
        ["4", "5"],
        ["2", "3"],
        ["joined", "1"],
      ],
    ],
    [
      "FORWARD",
      [
        ["joined", "1"],
        ["2", "3"],
        ["4", "5"],
      ],
    ],
  ])("has pages, %s", async (ScanDirection, expected) => {
    const pages = [];
    for (let NextToken: string | undefined; pages.length < 4; ) {
      const { Transcript, NextToken: next } = await page({
        MaxResults: 2,
        SortOrder: "ASCENDING",
        ScanDirection,
        NextToken,
      });
      pages.push(Transcript.map(({ Content = "joined" }: Item) => Content));
      if (next === undefined) break;
      NextToken = next;
    }
    expect(pages).toEqual(expected);
  });

  it("starts where it is to", async () => {
    const ascending = { SortOrder: "ASCENDING" };
    const { Id, AbsoluteTime } = items[2] ?? {};
    expect(await read({ ...ascending, StartPosition: { Id } })).toEqual(["2", "3", "4", "5"]);
    expect(await read({ ...ascending, StartPosition: { Id }, ScanDirection: "BACKWARD" })).toEqual([
      "joined",
      "1",
      "2",
    ]);
    expect(await read({ ...ascending, StartPosition: { MostRecent: 2 } })).toEqual(["4", "5"]);
    expect(await read({ ...ascending, StartPosition: { MostRecent: 100 } })).toHaveLength(6);
    expect(await read({ ...ascending, StartPosition: { AbsoluteTime: "2000-01-01T00:00:00.000Z" } })).toHaveLength(6);
    expect(await read({ ...ascending, StartPosition: { AbsoluteTime: "2999-01-01T00:00:00.000Z" } })).toEqual([]);
    const before = { StartPosition: { AbsoluteTime }, ScanDirection: "BACKWARD" };
    expect(await read({ ...ascending, ...before })).toEqual(expect.arrayContaining(["joined", "1", "2"]));
  });

  it("has no typing", async () => {
    await type(stub, ann);
    expect(await read({ MaxResults: 1 })).toEqual(["5"]);
  });
});

describe("a receipt for a message that the chat does not have", () => {
  const receipt = { ContentType: read, Content: '{"messageId":"unknown"}' };

  it("is accepted and delivered, with a warning", async () => {
    await using mine = await startStub();
    await using ann = await join(mine, await mine.createChat(), 0);
    expect(await sendEvent(mine, receipt, { token: ann.token })).toMatchObject({ status: 200 });
    await ann.listener.item(read);
    expect(await mine.events()).toMatchObject([{ warnings: [{ code: "unknown-message" }] }]);
  });

  it("is rejected under --strict", async () => {
    await using strict = await startStub({ strict: true });
    await using ann = await join(strict, await strict.createChat(), 0);
    expect(await sendEvent(strict, receipt, { token: ann.token })).toMatchObject({ status: 400 });
    const { body } = await call(strict, "message", ann.token, plain);
    const Content = JSON.stringify({ messageId: body["Id"] });
    expect(await sendEvent(strict, { ContentType: read, Content }, { token: ann.token })).toMatchObject({
      status: 200,
    });
  });

  it("is no warning outside of a chat", async () => {
    await using mine = await startStub();
    await sendEvent(mine, receipt);
    expect(await mine.events()).toMatchObject([{ warnings: [] }]);
  });
});

describe("chats over the control API", () => {
  it("are created as in process", async () => {
    const { status, body } = await control(stub, "POST", "/chats", {
      participants: [{ ParticipantRole: "CUSTOM_BOT" }],
    });
    expect(status).toBe(201);
    const string = expect.any(String);
    const bot = {
      ParticipantRole: "CUSTOM_BOT",
      DisplayName: "Custom bot",
      ParticipantId: string,
      ParticipantToken: string,
    };
    expect(body).toEqual({ ContactId: string, Participants: [bot] });
    expect(await control(stub, "POST", "/chats")).toMatchObject({
      status: 201,
      body: { Participants: [{ ParticipantRole: "CUSTOMER" }, { ParticipantRole: "AGENT" }] },
    });
  });

  it.each([
    [{ participants: [] }, "participants"],
    [{ participants: [{ DisplayName: "x" }] }, "ParticipantRole is required"],
    [{ participants: [{ ParticipantRole: "KING" }] }, "ParticipantRole must be one of: CUSTOMER, AGENT"],
    [{ participants: Array.from({ length: 51 }, () => ({ ParticipantRole: "AGENT" })) }, "participants"],
    [{ ttlSeconds: 604_801 }, "ttlSeconds must be <= 604800"],
    [{ typo: 1 }, "typo"],
  ])("are not created from %j", async (request, named) => {
    const response = await control(stub, "POST", "/chats", request);
    expect(response).toMatchObject({ status: 400, body: { Message: expect.stringContaining(named) } });
    await expect(stub.createChat(request as object)).rejects.toThrow(named);
  });

  it("are guarded as the rest of it, which participants are not", async () => {
    await using guarded = await startStub({ controlToken: "secret" });
    expect(await control(guarded, "GET", "/chats")).toMatchObject(denied);
    expect(await control(guarded, "POST", "/chats")).toMatchObject(denied);
    expect(await control(guarded, "GET", "/chats/openapi.json")).toMatchObject(denied);
    const created = await control(guarded, "POST", "/chats", {}, { authorization: "Bearer secret" });
    await using ann = await join(guarded, Object(created.body), 0);
    expect(await type(guarded, ann)).toMatchObject({ status: 200 });
  });

  it.each([
    ["DELETE", "/chats", 405],
    ["GET", "/chats/unknown", 404],
    ["GET", "/chats?limit=0", 400],
    ["GET", "/chats?typo=1", 400],
  ])("%s %s is rejected with %i", async (method, path, status) => {
    expect(await control(stub, method, path)).toMatchObject({ status });
  });

  it("show the document, complete by itself", async () => {
    const { body } = await control(stub, "GET", "/chats/openapi.json");
    expect(JSON.stringify(body)).not.toContain("sendevent.yaml");
    expect(body).toMatchObject({ info: { title: "SendEvent stub chat" } });
  });
});

describe("without chats", () => {
  it("their paths are unknown, and events are as ever", async () => {
    await using none = await startStub({ chat: false });
    for (const path of ["/chats", "/chats/openapi.json", "/chats/socket/x"]) {
      expect(await control(none, "GET", path)).toMatchObject({ status: 404, exception: "UnknownOperationException" });
    }
    expect(await call(none, "message", "t", plain)).toMatchObject({ status: 404 });
    await expect(none.createChat()).rejects.toThrow("start the stub with chat: true");
    expect(await sendEvent(none)).toMatchObject({ status: 200 });
  });

  it("until a reload has them", async () => {
    await using none = await startStub({ chat: false });
    await none.reload({});
    expect(await none.createChat()).toMatchObject({ ContactId: expect.any(String) });
    expect(await control(none, "GET", "/chats")).toMatchObject({ status: 200 });
  });
});

it("a seed gives the same chats in every run", async () => {
  const run = async () => {
    await using seeded = await startStub({ seed: 1 });
    await using ann = await join(seeded, await seeded.createChat(), 0);
    const { body } = await call(seeded, "message", ann.token, plain);
    return [ann.id, ann.token, body];
  };
  expect(await run()).toEqual(await run());
});
