import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { type Stub, startStub } from "../src/index.js";
import { control, sendEvent } from "./send-event.js";

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
  await sendEvent(stub); // what is waited for is there already
});
afterAll(() => stub.close());

describe("a parameter at the ends of its range is accepted, and beyond them rejected by its name", () => {
  it.each([
    ["/events", "limit", 1, 1000],
    ["/events", "before", 1, undefined],
    ["/events/wait", "timeoutMs", 0, 60_000],
    ["/events/wait?timeoutMs=0", "count", 1, 1000],
  ])("GET %s: %s", async (path, name, least, most) => {
    const get = (value: number) => control(stub, "GET", `${path}${path.includes("?") ? "&" : "?"}${name}=${value}`);
    const rejected = { status: 400, body: { Message: expect.stringContaining(name) } };
    expect(await get(least)).toMatchObject({ status: 200 });
    expect(await get(least - 1)).toMatchObject(rejected);
    if (most === undefined) return;
    expect(await get(most)).toMatchObject({ status: 200 });
    expect(await get(most + 1)).toMatchObject(rejected);
  });

  it.each([
    ["/connections", "ttlSeconds", 0, 2_592_000],
    ["/connections", "participants", 1, 100],
    ["/faults", "delayMs", 0, 60_000],
    ["/faults", "retryAfterSeconds", 0, 86_400],
    ["/faults", "times", 1, 1_000_000],
    ["/faults", "skip", 0, 1_000_000],
    ["/faults", "probability", 0, 1],
  ])("POST %s: %s", async (path, name, least, most) => {
    const others = path === "/faults" && name !== "delayMs" ? { exception: "ConflictException" } : {};
    const post = (value: number) => control(stub, "POST", path, { ...others, [name]: value });
    const rejected = { status: 400, body: { Message: expect.stringContaining(name) } };
    for (const value of [least, most]) expect(await post(value)).toMatchObject({ status: 201 });
    for (const value of [least - 1, most + 1]) expect(await post(value)).toMatchObject(rejected);
  });

  it("POST /faults: message, of 1 to 2000 characters", async () => {
    const post = (length: number) =>
      control(stub, "POST", "/faults", { exception: "ConflictException", message: "m".repeat(length) });
    expect(await Promise.all([0, 1, 2000, 2001].map(async (length) => (await post(length)).status))).toEqual([
      400, 201, 201, 400,
    ]);
  });

  it("POST /connections: ConnectionToken, of 1 to 1000 characters", async () => {
    const post = (length: number) => control(stub, "POST", "/connections", { ConnectionToken: "t".repeat(length) });
    expect(await Promise.all([0, 1, 1000, 1001].map(async (length) => (await post(length)).status))).toEqual([
      400, 201, 201, 400,
    ]);
  });

  it("GET /events: a token and a content type of at least one character", async () => {
    for (const query of ["token=", "contentType="]) {
      expect(await control(stub, "GET", `/events?${query}`)).toMatchObject({ status: 400 });
      expect(await control(stub, "GET", `/events/wait?timeoutMs=0&${query}`)).toMatchObject({ status: 400 });
    }
  });

  it("GET /events/stream: a Last-Event-ID from 0 on", async () => {
    const response = await control(stub, "GET", "/events/stream", undefined, { "last-event-id": "-1" });
    expect(response).toMatchObject({ status: 400, body: { Message: "Last-Event-ID must be >= 0" } });
  });

  it.each(["typo", "hits", "id"])("POST /faults: no member %s", async (name) => {
    expect(await control(stub, "POST", "/faults", { delayMs: 0, [name]: 1 })).toMatchObject({
      status: 400,
      body: { Message: expect.stringContaining(name) },
    });
  });
});

describe("defaults", () => {
  it("GET /events gives 100 entries", async () => {
    await using busy = await startStub();
    for (let sent = 0; sent < 101; sent += 1) await sendEvent(busy);
    const { body } = await control(busy, "GET", "/events");
    expect([body["next"], [body["events"]].flat().length]).toEqual([2, 100]);
  });

  it("GET /events/wait waits for one accepted event", async () => {
    await using busy = await startStub();
    await sendEvent(busy, { ContentType: "wrong" });
    for (let sent = 0; sent < 2; sent += 1) await sendEvent(busy);
    const { body } = await control(busy, "GET", "/events/wait");
    expect(body).toMatchObject({ complete: true, events: [{ sequence: 2 }] });
    expect([body["events"]].flat().length).toBe(1);
  });

  it("GET /events/wait waits for a second, says control.yaml", () => {
    const document = parse(readFileSync(new URL("../control.yaml", import.meta.url), "utf8"));
    const { parameters } = document.paths["/_stub/events/wait"].get;
    const timeout = parameters.find(({ name }: { name?: string }) => name === "timeoutMs");
    expect(timeout.schema.default).toBe(1000);
  });

  it("POST /connections gives a token for a day, and a chat of two, in which receipts work", async () => {
    const before = Date.now();
    const { body } = await control(stub, "POST", "/connections", {});
    expect(Math.round((Date.parse(String(body["Expiry"])) - before) / 60_000)).toBe(1440);
    const read = { ContentType: "application/vnd.amazonaws.connect.event.message.read", Content: '{"messageId":"m"}' };
    await using fresh = await startStub();
    const two = await fresh.issueConnection();
    const three = await fresh.issueConnection({ participants: 3 });
    expect(await sendEvent(fresh, read, { token: two.ConnectionToken })).toMatchObject({ status: 200 });
    expect(await sendEvent(fresh, read, { token: three.ConnectionToken })).toMatchObject({ status: 409 });
  });
});

it("a token is valid for a day to the second, unless it says otherwise", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 0, 1) });
  await using fresh = await startStub();
  const expiry = async (body: object) => (await control(fresh, "POST", "/connections", body)).body["Expiry"];
  const found = [await expiry({}), await expiry({ ttlSeconds: 90 })];
  vi.useRealTimers();
  expect(found).toEqual(["2026-01-02T00:00:00.000Z", "2026-01-01T00:01:30.000Z"]);
});

it.each([
  "/events?token=t",
  "/events?contentType=x",
  "/events/wait?timeoutMs=0&token=t",
  "/events/wait?timeoutMs=0&after=1",
])("GET %s is accepted", async (path) => {
  expect(await control(stub, "GET", path)).toMatchObject({ status: 200 });
});

it("DELETE /state?token=t is accepted, and without a character, or with what it does not know, rejected", async () => {
  expect(await control(stub, "DELETE", "/state?token=t")).toMatchObject({ status: 204 });
  expect(await control(stub, "DELETE", "/state?token=")).toMatchObject({ status: 400 });
  expect(await control(stub, "DELETE", "/state?tokens=t")).toMatchObject({ status: 400 });
});

it.each(["after=x", "after=-1", "count=x", "timeoutMs=x"])("GET /events/wait?%s is rejected", async (query) => {
  expect(await control(stub, "GET", `/events/wait?${query}`)).toMatchObject({ status: 400 });
});
