import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stub, type StubNamespace, startStub } from "../src/index.js";
import { memoryStore } from "../src/store/memory-store.js";
import { control, sendEvent, typing } from "./send-event.js";

let stub: Stub;
beforeAll(async () => {
  const faults = [{ exception: "ConflictException" as const, times: 1 }];
  const connections = [{ ConnectionToken: "alice" }];
  stub = await startStub({ seed: 1, access: "registered", throttle: { rate: 0.001, burst: 4 }, faults, connections });
});
afterAll(() => stub.close());

/** One run of tests, which would notice every other that gets in its way. */
async function run(namespace: { url: string }) {
  const send = (ClientToken: string) => sendEvent(namespace, { ContentType: typing, ClientToken }, { token: "alice" });
  const responses = [];
  for (const token of ["a", "a", "b", "b"]) responses.push(await send(token));
  await control(namespace, "POST", "/faults", { exception: "ValidationException", skip: 1, times: 1 });
  for (const token of ["c", "d", "e"]) responses.push(await send(token));
  const { body } = await control(namespace, "GET", "/events");
  const outcomes = [body["events"]].flat().map((entry) => Object(entry).outcome);
  return { statuses: responses.map(({ status }) => status), Ids: responses.map(({ body }) => body["Id"]), outcomes };
}

it("20 parallel runs do not see each other, nor the stub's own events", async () => {
  const names = Array.from({ length: 20 }, (_, index) => `run-${index}`);
  const [first, ...others] = await Promise.all(
    ["", ...names.map((name) => `/_stub/ns/${name}`)].map((path) => run({ url: stub.url + path })),
  );
  expect(first).toMatchObject({ statuses: [409, 200, 200, 200, 200, 400, 429] });
  expect(first?.outcomes).toEqual([
    "ThrottlingException",
    "ValidationException",
    "accepted",
    "replayed",
    "accepted",
    "accepted",
    "ConflictException",
  ]);
  for (const other of others) expect(other).toEqual(first);
});

describe("a namespace", () => {
  let one: StubNamespace;
  let other: StubNamespace;
  let token: string;
  beforeAll(async () => {
    one = stub.namespace("one");
    other = stub.namespace("other");
    token = (await one.issueConnection({ ConnectionToken: "bob" })).ConnectionToken;
  });

  it("knows only its own tokens", async () => {
    for (const { id } of Object((await control(one, "GET", "/faults")).body["faults"])) await one.removeFault(id);
    expect(await sendEvent(one, { ContentType: typing }, { token })).toMatchObject({ status: 200 });
    expect(await sendEvent(other, { ContentType: typing }, { token })).toMatchObject({ status: 403 });
  });

  it("is reset alone", async () => {
    const before = await one.events();
    expect(before.length).toBeGreaterThan(0);
    expect(await control(other, "DELETE", "/state")).toMatchObject({ status: 204 });
    expect(await one.events()).toEqual(before);
  });

  it("has its journal followed alone", async () => {
    const found = control(one, "GET", "/events/wait?outcome=AccessDeniedException&timeoutMs=20000");
    await sendEvent(other, { ContentType: typing }, { token: "carol" });
    await sendEvent(one, { ContentType: typing, ClientToken: "mine" }, { token: "carol" });
    expect(await found).toMatchObject({ body: { complete: true, events: [{ ClientToken: "mine" }] } });
  });
});

it.each(["", "a.b", "a%20b", "x".repeat(65)])("cannot be named %j", async (name) => {
  expect(await control({ url: `${stub.url}/_stub/ns/${name}` }, "GET", "/events")).toMatchObject({
    status: 400,
    body: { Message: expect.stringContaining("1 to 64") },
  });
  expect(() => stub.namespace(name)).toThrow("1 to 64");
});

it.each(["x", "x".repeat(64), "A-Z_0-9"])("can be named %j", async (name) => {
  expect(await control(stub.namespace(name), "GET", "/health")).toMatchObject({ status: 200 });
});

it.each(["/x/_stub/ns/a/participant/event", "/_stub/nsa/participant/event", "/_stub/ns/a"])(
  "%s is no way into a namespace",
  async (path) => {
    await using own = await startStub();
    const response = await fetch(own.url + path, { method: "POST", headers: { "x-amz-bearer": "t" } });
    expect([response.status, response.headers.get("x-amzn-errortype")]).toEqual([404, "UnknownOperationException"]);
    expect(await own.namespace("a").events()).toEqual([]);
  },
);

it("a namespace serves the reference, and its redirect stays in it", async () => {
  await using own = await startStub();
  const { url } = own.namespace("a");
  expect((await fetch(`${url}/docs`, { redirect: "manual" })).headers.get("location")).toBe("./docs/");
  expect((await fetch(`${url}/docs`)).url).toBe(`${url}/docs/`);
});

it("the log names the namespace of an event, and none for the stub's own", async () => {
  const names: unknown[] = [];
  await using own = await startStub(
    {},
    { info: (fields) => void names.push(Reflect.get(fields, "namespace")), error() {} },
  );
  await sendEvent(own.namespace("a"));
  await sendEvent(own);
  expect(names).toEqual(["a", undefined]);
});

it("a namespace has a journal of 2 MiB", async () => {
  const baseline = { tokens: new Map(), faults: [] };
  const { journal } = memoryStore({ events: 10, ageMs: 1_000_000 }, baseline).namespace("x");
  const receivedAt = new Date().toISOString();
  for (let count = 0; count < 3; count += 1) {
    const entry = { requestId: "r", receivedAt, durationMs: 1, outcome: "accepted" } as const;
    await journal.append({ ...entry, warnings: [], Content: "x".repeat(1_000_000) });
  }
  const kept = await journal.read({ order: "oldest first", limit: 9 });
  expect(kept.map(({ sequence }) => sequence)).toEqual([2, 3]);
});

it("of namespaces, 100 are kept, and the one that was not used for longest is dropped", async () => {
  await using shared = await startStub();
  const url = (index: number) => ({ url: shared.namespace(`n${index}`).url });
  for (let index = 0; index < 100; index += 1) await sendEvent(url(index));
  await sendEvent(url(0));
  await sendEvent(url(100));
  expect((await control(shared, "GET", "/health")).body).toMatchObject({
    remembered: { namespaces: 100 },
    dropped: { namespaces: 1 },
  });
  const size = async (index: number) => [(await control(url(index), "GET", "/events")).body["events"]].flat().length;
  expect([await size(0), await size(100), await size(1)]).toEqual([2, 1, 0]);
});

describe("one connection of a namespace", () => {
  const as = (token: string, event: object = { ContentType: typing }) => sendEvent(own, event, { token });
  let own: Stub;
  beforeAll(async () => {
    own = await startStub({ throttle: { rate: 0.001, burst: 2 }, throttlePer: "connection" });
  });
  afterAll(() => own.close());

  it("has a quota of its own", async () => {
    const statuses = [];
    for (const token of ["a", "a", "b", "a", "b"]) statuses.push((await as(token)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 200]);
  });

  it("is reset alone: journal, replays, attempts, faults, quota and token", async () => {
    await own.reset();
    const event = { ContentType: typing, ClientToken: "once" };
    const Ids = async (token: string) => (await as(token, event)).body["Id"];
    const before = [await Ids("a"), await Ids("b")];
    await own.addFault({ exception: "ConflictException", connectionToken: "a" });
    await own.addFault({ exception: "ValidationException", connectionToken: "b" });
    await own.endConnection((await own.issueConnection({ ConnectionToken: "a" })).ConnectionToken);
    expect((await as("a", event)).status).toBe(403);
    expect(await control(own, "DELETE", "/state?token=a")).toMatchObject({ status: 204 });
    expect((await own.events()).map(({ outcome }) => outcome)).toEqual(["accepted"]);
    expect(await Ids("a")).not.toBe(before[0]);
    expect((await as("b", event)).status).toBe(400);
  });

  it("counts its attempts anew after a reset", async () => {
    const event = { ContentType: typing, ClientToken: "twice" };
    const statuses = async () => [
      (await as("stub:ConflictException:1", event)).status,
      (await as("stub:ConflictException:1", event)).status,
    ];
    expect(await statuses()).toEqual([409, 200]);
    await own.reset({ token: "stub:ConflictException:1" });
    expect(await statuses()).toEqual([409, 200]);
  });
});

it("entries older than the journal's age are dropped", async () => {
  const { vi } = await import("vitest");
  vi.useFakeTimers({ toFake: ["Date"] });
  await using aging = await startStub({ journalAgeMs: 60_000 });
  await sendEvent(aging);
  vi.advanceTimersByTime(59_000);
  expect(await aging.events()).toHaveLength(1);
  await sendEvent(aging);
  vi.advanceTimersByTime(2_000);
  expect(await aging.events()).toMatchObject([{ sequence: 2 }]);
  vi.useRealTimers();
});
