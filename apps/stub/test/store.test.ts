import { getEventListeners } from "node:events";
import { afterEach, describe, expect, it, vi } from "vitest";
import { deadline } from "../src/deadline.js";
import { startStub } from "../src/index.js";
import { memoryStore } from "../src/store/memory-store.js";
import type { Baseline, JournalEntry, NamespaceStore } from "../src/store/store.js";
import { control, sendEvent, typing } from "./send-event.js";

const hour = 3_600_000;
const oldestFirst = { order: "oldest first", limit: 100_000 } as const;

function entry(more: Partial<JournalEntry> = {}): Omit<JournalEntry, "sequence"> {
  const receivedAt = "2026-01-01T00:00:00.000Z";
  return { requestId: "r", receivedAt, durationMs: 1, outcome: "accepted", warnings: [], ...more };
}

/** The store of a stub's own namespace. */
function ownStore(
  { events = 10_000, ageMs = Number.POSITIVE_INFINITY } = {},
  baseline: Baseline = { tokens: new Map(), faults: [] },
) {
  return memoryStore({ events, ageMs }, baseline).namespace("");
}

const token = { kind: "connection", participants: 2, ended: false } as const;

/** Sends an event under a key. Resolves to the Id that it gets. */
async function accept({ journal }: NamespaceStore, key: string, Id: string, { payload = "p", ttlMs = hour } = {}) {
  const { outcome, sequence, ...event } = { sequence: 0, ...entry({ AbsoluteTime: "now" }) };
  const replay = { connection: "c", key, payload, ttlMs };
  return (await journal.accept({ ...event, AbsoluteTime: "now", Id }, replay))?.Id;
}

afterEach(() => {
  vi.useRealTimers();
});

describe("of each kind, 20,000 are kept, the oldest are dropped, and counted", () => {
  const keys = Array.from({ length: 20_003 }, (_, index) => `key ${index}`);
  const dropped = ["key 0", "key 1", "key 2"];
  const kept = ["key 3", "key 4", "key 20002"];
  const kinds: Record<
    string,
    { add(store: NamespaceStore, key: string): unknown; has(store: NamespaceStore, key: string): unknown }
  > = {
    replays: {
      add: (store, key) => accept(store, key, "first"),
      has: async (store, key) => (await accept(store, key, "second")) === "first",
    },
    attempts: {
      add: (store, key) => store.counters.attempt("c", key),
      has: async (store, key) => (await store.counters.attempt("c", key)) === 2,
    },
    connections: {
      add: (store, key) => store.connections.add(new Map([[key, token]])),
      has: async (store, key) => (await store.connections.find(key)) !== undefined,
    },
  };

  it.each(Object.entries(kinds))("%s", async (kind, { add, has }) => {
    const store = ownStore();
    for (const key of keys) await add(store, key);
    expect(await store.count()).toMatchObject({ remembered: { [kind]: 20_000 }, dropped: { [kind]: 3 } });
    for (const key of kept) expect(await has(store, key), key).toBe(true);
    for (const key of dropped) expect(await has(store, key), key).toBe(false);
  });
});

it("nothing is dropped before a limit is reached", async () => {
  const store = ownStore();
  const none = { connections: 0, faults: 0, replays: 0, attempts: 0, events: 0, chats: 0, namespaces: 0 };
  expect(await store.count()).toEqual({ remembered: none, dropped: none });
  await store.connections.add(
    new Map([
      ["c", token],
      ["p", token],
    ]),
  );
  await store.connections.end("c");
  await store.counters.attempt("c", "a");
  await store.counters.attempt("c", "a");
  await accept(store, "r", "1");
  expect(await store.count()).toEqual({
    remembered: { connections: 2, faults: 0, replays: 1, attempts: 1, events: 1, chats: 0, namespaces: 0 },
    dropped: none,
  });
});

it("the journal keeps 10,000 entries, and drops the oldest", async () => {
  const store = ownStore();
  const { journal } = store;
  for (let index = 0; index < 10_002; index += 1) await journal.append(entry());
  const sequences = (await journal.read(oldestFirst)).map(({ sequence }) => sequence);
  expect([sequences.length, sequences[0], sequences.at(-1)]).toEqual([10_000, 3, 10_002]);
  expect(await store.count()).toMatchObject({ remembered: { events: 10_000 }, dropped: { events: 2 } });
});

describe("the journal keeps 16 MiB, as entries weigh in memory", () => {
  const texts: [string, Partial<JournalEntry>, number][] = [
    ["one byte a character where Latin letters do", { Content: "é".repeat(1_000_000) }, 16],
    ["two where they do not", { Content: "ш".repeat(1_000_000) }, 8],
    ["User-Agents", { userAgent: "x".repeat(1_000_000) }, 16],
    ["reasons", { reason: "x".repeat(1_000_000) }, 16],
    ["warnings", { warnings: [{ code: "c", message: "x".repeat(1_000_000) }] }, 16],
  ];
  it.each(texts)("%s", async (_what, text, kept) => {
    const store = ownStore();
    const { journal } = store;
    for (let index = 0; index < 20; index += 1) await journal.append(entry(text));
    const sequences = (await journal.read(oldestFirst)).map(({ sequence }) => sequence);
    expect(sequences).toEqual(Array.from({ length: kept }, (_, index) => 20 - kept + index + 1));
    expect(await store.count()).toMatchObject({ remembered: { events: kept }, dropped: { events: 20 - kept } });
  });

  it("has room again after a reset", async () => {
    const store = ownStore();
    const large = entry({ Content: "x".repeat(9_000_000) });
    await store.journal.append(large);
    await store.reset();
    await store.journal.append(large);
    expect(await store.journal.read(oldestFirst)).toMatchObject([{ sequence: 2 }]);
  });
});

describe("time", () => {
  it("a replay ends when its time is up, counted from the first response", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const store = ownStore();
    const ttlMs = 1_000;
    await accept(store, "key", "1", { ttlMs });
    vi.advanceTimersByTime(999);
    expect(await accept(store, "key", "2", { ttlMs })).toBe("1");
    vi.advanceTimersByTime(2);
    expect(await accept(store, "key", "3", { ttlMs })).toBe("3");
  });

  it("attempts are counted for an hour after the first", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { counters } = ownStore();
    expect(await counters.attempt("c", "key")).toBe(1);
    vi.advanceTimersByTime(hour - 1);
    expect(await counters.attempt("c", "key")).toBe(2);
    vi.advanceTimersByTime(2);
    expect(await counters.attempt("c", "key")).toBe(1);
  });

  it("an issued token expires", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    await using stub = await startStub({ access: "registered" });
    const { ConnectionToken: token } = await stub.issueConnection({ ttlSeconds: 60 });
    vi.advanceTimersByTime(59_999);
    expect(await sendEvent(stub, { ContentType: typing }, { token })).toMatchObject({ status: 200 });
    vi.advanceTimersByTime(2);
    expect(await sendEvent(stub, { ContentType: typing }, { token })).toMatchObject({ status: 403 });
  });
});

describe.each([
  ["DELETE /_stub/state", (stub: { url: string }) => control(stub, "DELETE", "/state")],
  ["reset()", (stub: { reset(): Promise<void> }) => stub.reset()],
])("%s", (_how, reset) => {
  it("goes back to the connections that the stub started with", async () => {
    await using stub = await startStub({ access: "registered", connections: [{ ConnectionToken: "alice" }] });
    await stub.issueConnection({ ConnectionToken: "bob" });
    await stub.endConnection("alice");
    const status = async (token: string) => (await sendEvent(stub, { ContentType: typing }, { token })).status;
    expect([await status("alice"), await status("bob")]).toEqual([403, 200]);
    await reset(stub);
    expect([await status("alice"), await status("bob")]).toEqual([200, 403]);
  });

  it("goes back to the faults that the stub started with, and counts them anew", async () => {
    await using stub = await startStub({ faults: [{ exception: "ConflictException", times: 1 }, { delayMs: 0 }] });
    const started = (await control(stub, "GET", "/faults")).body;
    await stub.addFault({ exception: "InternalServerException" });
    expect([(await sendEvent(stub)).status, (await sendEvent(stub)).status]).toEqual([409, 200]);
    const [, second] = await Promise.all([stub.removeFault("none"), started["faults"]]);
    expect(await stub.removeFault(String(Object(Object(second)[1]).id))).toBe(true);
    expect((await sendEvent(stub)).status).toBe(500);
    await reset(stub);
    expect((await control(stub, "GET", "/faults")).body).toEqual(started);
    expect((await sendEvent(stub)).status).toBe(409);
  });

  it("removes replays", async () => {
    await using stub = await startStub();
    const event = { ContentType: typing, ClientToken: "c" };
    const first = (await sendEvent(stub, event)).body["Id"];
    expect((await sendEvent(stub, event)).body["Id"]).toBe(first);
    await reset(stub);
    expect((await sendEvent(stub, event)).body["Id"]).not.toBe(first);
  });

  it("removes the journal", async () => {
    await using stub = await startStub();
    await sendEvent(stub);
    await reset(stub);
    expect(await stub.events()).toEqual([]);
    expect((await control(stub, "GET", "/health")).body).toMatchObject({ remembered: { events: 0 } });
  });

  it("refills the throttle", async () => {
    await using stub = await startStub({ throttle: { rate: 0.001, burst: 1 } });
    expect(await sendEvent(stub)).toMatchObject({ status: 200 });
    expect(await sendEvent(stub)).toMatchObject({ status: 429 });
    await reset(stub);
    expect(await sendEvent(stub)).toMatchObject({ status: 200 });
  });

  it("restarts a seed", async () => {
    await using stub = await startStub({ seed: 7 });
    const { body } = await sendEvent(stub);
    expect((await sendEvent(stub)).body).not.toEqual(body);
    await reset(stub);
    expect((await sendEvent(stub)).body).toEqual(body);
  });
});

it("a reset removes attempts, and the counts of what was dropped stay", async () => {
  const store = ownStore({ events: 1 });
  await store.counters.attempt("c", "key");
  await store.journal.append(entry());
  await store.journal.append(entry());
  await store.reset();
  expect(await store.counters.attempt("c", "key")).toBe(1);
  expect(await store.count()).toMatchObject({ dropped: { events: 1 }, remembered: { events: 0 } });
});

describe("faults of the set-up", () => {
  const faults = [{ exception: "ConflictException" as const, times: 1 }, { exception: "ValidationException" as const }];
  const list = async (stub: { url: string }) => {
    const { body } = await control(stub, "GET", "/faults");
    return [body["faults"]].flat().map((fault) => [Object(fault).id, Object(fault).hits]);
  };

  it("are listed before those that are staged, and have ids that every run has", async () => {
    await using stub = await startStub({ faults });
    await using again = await startStub({ faults });
    await stub.addFault({ delayMs: 0 });
    const [first, second, staged] = await list(stub);
    expect([first, second]).toEqual(await list(again));
    expect(first?.[0]).toMatch(/^file-1-[\w-]{8}$/);
    expect(second?.[0]).toMatch(/^file-2-[\w-]{8}$/);
    expect(staged?.[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("can be removed, and are back, not yet hit, after a reset", async () => {
    await using stub = await startStub({ faults });
    const before = await list(stub);
    expect(await sendEvent(stub)).toMatchObject({ status: 409 });
    for (const [id] of before) expect(await stub.removeFault(String(id))).toBe(true);
    expect(await stub.removeFault(String(before[0]?.[0]))).toBe(false);
    expect(await list(stub)).toEqual([]);
    expect(await sendEvent(stub)).toMatchObject({ status: 200 });
    await stub.reset();
    expect(await list(stub)).toEqual(before);
    expect(await sendEvent(stub)).toMatchObject({ status: 409 });
  });
});

it("a fault of probability 0 hits nothing, not even where the random number is 0", async () => {
  const store = ownStore();
  const fault = { id: "f", hits: 0, skip: 0, probability: 0, delayMs: 1 };
  await store.faults.add(fault);
  expect(await store.faults.hit([fault], 0)).toBeUndefined();
});

it("a fault that is removed meanwhile hits nothing, and gives its chance to the next", async () => {
  const store = ownStore();
  const next = { id: "g", hits: 0, skip: 0, probability: 0.5, delayMs: 1 };
  await store.faults.add(next);
  const removed = { ...next, id: "f", probability: 1 };
  expect(await store.faults.hit([removed, next], 0.4)).toMatchObject({ id: "g", hits: 1 });
});

it("a wait for what is there already ends at once", async () => {
  const { journal } = ownStore();
  await journal.append(entry());
  await new Promise((resolve) => setImmediate(resolve));
  await journal.waitFor(0, new AbortController().signal);
  const left = new AbortController();
  left.abort();
  await journal.waitFor(1, left.signal);
});

it("a reset of one connection leaves what is of others", async () => {
  await using stub = await startStub();
  const event = { ContentType: typing, ClientToken: "c" };
  const Id = async (token: string) => (await sendEvent(stub, event, { token })).body["Id"];
  const [a, b] = [await Id("a"), await Id("b")];
  await stub.addFault({ exception: "ConflictException", connectionToken: "a", times: 1 });
  await stub.addFault({ delayMs: 0, connectionToken: "b" });
  await stub.reset({ token: "a" });
  expect(await list(stub)).toHaveLength(1);
  expect(await Id("a")).not.toBe(a);
  expect(await Id("b")).toBe(b);

  async function list({ url }: { url: string }) {
    const { body } = await control({ url }, "GET", "/faults");
    return [body["faults"]].flat().map((fault) => Object(fault).id);
  }
});

describe("a deadline", () => {
  it("is over at once where one of its signals has aborted already", () => {
    const over = new AbortController();
    over.abort();
    using until = deadline([new AbortController().signal, over.signal], 60_000);
    expect(until.signal.aborted).toBe(true);
  });

  it("leaves nothing behind when it is disposed of", () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { signal } = new AbortController();
    {
      using until = deadline([signal], 60_000);
      expect([until.signal.aborted, vi.getTimerCount(), getEventListeners(signal, "abort").length]).toEqual([
        false,
        1,
        1,
      ]);
    }
    expect([vi.getTimerCount(), getEventListeners(signal, "abort").length]).toEqual([0, 0]);
  });
});
