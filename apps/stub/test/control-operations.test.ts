import { describe, expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { control, read, sendEvent, typing } from "./send-event.js";

describe("the control API", () => {
  it("getHealth: what is set, kept and dropped", async () => {
    await using stub = await startStub({ access: "registered", idempotency: "strict", strict: true });
    const nothing = { connections: 0, faults: 0, replays: 0, attempts: 0, events: 0 };
    const set = { status: "ok", version: expect.stringMatching(/^\d+\.\d+\.\d+/), access: "registered" };
    const modes = { idempotency: "strict", strict: true };
    expect(await control(stub, "GET", "/health")).toMatchObject({
      status: 200,
      body: { ...set, ...modes, remembered: nothing, dropped: nothing },
    });
    const { ConnectionToken } = await stub.issueConnection();
    await stub.addFault({ delayMs: 0 });
    await sendEvent(stub, { ContentType: typing, ClientToken: "c" }, { token: ConnectionToken });
    await sendEvent(stub, { ContentType: typing }, { token: "stub:ConflictException:1" });
    expect((await control(stub, "GET", "/health")).body).toMatchObject({
      remembered: { connections: 2, faults: 1, replays: 1, attempts: 1, events: 2 },
      dropped: nothing,
    });
  });

  it("resetState: connections, faults, replays, attempts, journal, throttle and seed begin anew", async () => {
    await using stub = await startStub({ seed: 1, throttle: { rate: 0.001, burst: 2 }, access: "registered" });
    const play = async () => {
      const { ConnectionToken } = await stub.issueConnection();
      const event = { ContentType: typing, ClientToken: "c" };
      const statuses = [];
      for (const token of [ConnectionToken, ConnectionToken, ConnectionToken, "stub:ConflictException:1"]) {
        statuses.push((await sendEvent(stub, event, { token })).status);
      }
      return { statuses, ConnectionToken, events: (await stub.events()).map(({ Id, outcome }) => [Id, outcome]) };
    };
    const first = await play();
    expect(first.statuses).toEqual([200, 200, 429, 409]);
    await stub.addFault({ exception: "InternalServerException" });
    const response = await control(stub, "DELETE", "/state");
    expect([response.status, response.body]).toEqual([204, {}]);
    expect(await control(stub, "GET", "/faults")).toMatchObject({ status: 200, body: { faults: [] } });
    expect(await sendEvent(stub, { ContentType: typing }, { token: first.ConnectionToken })).toMatchObject({
      status: 403,
    });
    await stub.reset();
    expect(await play()).toEqual(first);
  });

  it("issueConnection: without a body, with one, and its defaults", async () => {
    await using stub = await startStub();
    const now = Date.now();
    const { status, body } = await control(stub, "POST", "/connections");
    expect(status).toBe(201);
    expect(Object.keys(body).sort()).toEqual([
      "ConnectionToken",
      "Expiry",
      "ParticipantToken",
      "connectionFingerprint",
    ]);
    expect(body["ConnectionToken"]).toMatch(/^connection-[0-9a-f-]{36}$/);
    expect(body["ParticipantToken"]).toMatch(/^participant-[0-9a-f-]{36}$/);
    expect(Math.round((Date.parse(String(body["Expiry"])) - now) / 60_000)).toBe(24 * 60);
    const given = { ConnectionToken: "alice", ParticipantToken: "alice-p", ttlSeconds: 0, participants: 3 };
    expect((await control(stub, "POST", "/connections", given)).body).toMatchObject({
      ConnectionToken: "alice",
      ParticipantToken: "alice-p",
    });
    expect(await sendEvent(stub, { ContentType: typing }, { token: "alice" })).toMatchObject({
      status: 403,
      body: { Message: "Access denied: the ConnectionToken has expired" },
    });
  });

  it.each([
    [{ ttlSeconds: -1 }],
    [{ ttlSeconds: 2_592_001 }],
    [{ participants: 0 }],
    [{ participants: 101 }],
    [{ participants: 1.5 }],
  ])("issueConnection rejects %j", async (request) => {
    await using stub = await startStub();
    expect(await control(stub, "POST", "/connections", request)).toMatchObject({
      status: 400,
      exception: "ValidationException",
      body: { Message: expect.stringContaining(Object.keys(request)[0] ?? "") },
    });
  });

  it("addFault: the fault as it is staged, and its defaults", async () => {
    await using stub = await startStub();
    expect(
      await control(stub, "POST", "/faults", { delayMs: 0, contentType: read, connectionToken: "t" }),
    ).toMatchObject({
      status: 201,
      body: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        hits: 0,
        skip: 0,
        probability: 1,
        delayMs: 0,
        contentType: read,
        connectionFingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    });
  });

  it.each([
    [{ delayMs: 60_001 }, "delayMs"],
    [{ exception: "ConflictException", message: "" }, "message"],
    [{ exception: "ConflictException", message: "m".repeat(2_001) }, "message"],
    [{ exception: "ConflictException", retryAfterSeconds: 86_401 }, "retryAfterSeconds"],
    [{ connection: "explode" }, "connection must be one of: reset, hang, truncated, malformed, html502"],
    [{ delayMs: 1, contentType: "text/html" }, "contentType must be one of: application/vnd"],
    [{ delayMs: 1, connectionToken: "" }, "connectionToken"],
    [{ delayMs: 1, times: 1_000_001 }, "times"],
    [{ delayMs: 1, skip: -1 }, "skip"],
    [{ delayMs: 1, probability: -0.1 }, "probability"],
    [{ times: 1 }, "The body must have exactly one of exception, connection, sequence, status and delivery"],
  ])("addFault rejects %j over HTTP and in process", async (fault, named) => {
    await using stub = await startStub();
    const { status, body } = await control(stub, "POST", "/faults", fault);
    expect([status, body["Message"]]).toEqual([400, expect.stringContaining(named)]);
    await expect(stub.addFault(JSON.parse(JSON.stringify(fault)))).rejects.toThrow(named);
    expect((await control(stub, "GET", "/faults")).body).toEqual({ faults: [] });
  });

  it("a request body over 262144 bytes is rejected", async () => {
    await using stub = await startStub({ bodyLimit: 10 });
    expect(await control(stub, "POST", "/connections", { ConnectionToken: "x".repeat(300_000) })).toMatchObject({
      status: 413,
      body: { Message: "The body is larger than 262144 bytes: send less" },
    });
  });

  it("its errors have a request ID, and no CORS headers", async () => {
    await using stub = await startStub();
    const { headers } = await control(stub, "GET", "/nowhere");
    expect(headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });

  it("it leaves no trace in the journal", async () => {
    await using stub = await startStub();
    await control(stub, "GET", "/nowhere");
    await control(stub, "GET", "/health");
    expect(await stub.events()).toEqual([]);
  });
});

it("delayMs delays, and then the event is processed as usual", async () => {
  await using stub = await startStub({ faults: [{ delayMs: 30, times: 1 }] });
  expect(await sendEvent(stub)).toMatchObject({ status: 200 });
  const [entry] = await stub.events();
  expect(entry?.durationMs).toBeGreaterThanOrEqual(29);
});

it.each([
  ["receipt-without-message-id", { ContentType: read }, "Content names no message"],
  ["receipt-without-message-id", { ContentType: read, Content: '{"messageId":""}' }, "Content names no message"],
  ["receipt-without-message-id", { ContentType: read, Content: "null" }, "Content names no message"],
  ["receipt-without-message-id", { ContentType: read, Content: '{"messageId":1}' }, "Content names no message"],
  [
    "retired-content-type",
    { ContentType: typing.replace("typing", "connection.acknowledged") },
    "no longer maintains it",
  ],
  ["unknown-member", { ContentType: typing, a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }, 'no member "a", "b", "c", "d", "e"'],
])("the warning %s for %j is in the journal of an accepted event", async (code, event, message) => {
  await using stub = await startStub();
  expect(await sendEvent(stub, event)).toMatchObject({ status: 200 });
  const [entry] = await stub.events();
  expect(entry?.warnings).toEqual([{ code, message: expect.stringContaining(message) }]);
});

it("a warning shows at most 40 characters of a name, and no control character", async () => {
  await using stub = await startStub();
  await sendEvent(stub, { ContentType: typing, ["n".repeat(41)]: 1, "\u001b[2J": 1 });
  const [entry] = await stub.events();
  expect(entry?.warnings.map(({ message }) => message)).toEqual([
    `The contract has no member "${"n".repeat(40)}", "\\u001b[2J"`,
  ]);
});

it("a warning names at most five members", async () => {
  await using stub = await startStub();
  await sendEvent(stub, { ContentType: typing, a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 });
  const [entry] = await stub.events();
  expect(entry?.warnings.map(({ message }) => message)).toEqual(['The contract has no member "a", "b", "c", "d", "e"']);
});

it("an event that is no mistake has no warning", async () => {
  await using stub = await startStub();
  await sendEvent(stub, { ContentType: read, Content: '{"messageId":"m","more":1}', ClientToken: "c", Other: null });
  expect(await stub.events()).toMatchObject([{ warnings: [] }]);
});

it("a fault too many, and two tokens that are one, are rejected in these words", async () => {
  await using stub = await startStub();
  for (let staged = 0; staged < 1_000; staged += 1) await stub.addFault({ delayMs: 0 });
  expect((await control(stub, "POST", "/faults", { delayMs: 0 })).body).toEqual({
    Message: "Too many faults are staged: remove some",
  });
  const both = { ConnectionToken: "same", ParticipantToken: "same" };
  expect((await control(stub, "POST", "/connections", both)).body).toEqual({
    Message: "ConnectionToken and ParticipantToken must differ",
  });
});

it("metrics, and the document, come in their media types", async () => {
  await using stub = await startStub();
  const type = async (path: string) => (await control(stub, "GET", path)).headers.get("content-type");
  expect(await type("/metrics")).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await type("/openapi.json")).toMatch(/^application\/json/);
});

it.each(["/live", "/ready"])("the probe %s is not to be cached, and has no other spelling", async (path) => {
  await using stub = await startStub();
  expect((await control(stub, "GET", path)).headers.get("cache-control")).toBe("no-store");
  expect(await control(stub, "GET", `${path}/`)).toMatchObject({ status: 404 });
  expect(await control(stub, "GET", path.toUpperCase())).toMatchObject({ status: 404 });
});
