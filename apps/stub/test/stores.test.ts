import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startStub } from "../src/index.js";
import { followJournal } from "../src/store/read-journal.js";
import type { Fault, NamespaceStore, Replay, Store } from "../src/store/store.js";
import { control, sendEvent, typing } from "./send-event.js";
import { endRedis, entry, kinds, openStore } from "./stores.js";

const oldestFirst = { order: "oldest first", limit: 100_000 } as const;
const token = { kind: "connection", participants: 2, ended: false } as const;
const replay: Replay = { connection: "c", key: "k", payload: "p", ttlMs: 3_600_000 };
const fault: Fault = { id: "f", hits: 0, skip: 0, probability: 1, exception: "ConflictException" };

function accept({ journal }: NamespaceStore, Id: string, more: Partial<Replay> | "no replay" = {}) {
  const { outcome, ...event } = entry({ Content: "é😀", warnings: [] });
  return journal.accept(
    { ...event, Id, AbsoluteTime: "now" },
    more === "no replay" ? undefined : { ...replay, ...more },
  );
}

afterEach(() => {
  vi.useRealTimers();
});
afterAll(endRedis);

describe.each(Object.entries(kinds))("the store in %s", (_kind, url) => {
  let opened: Store & AsyncDisposable;
  let store: NamespaceStore;
  beforeEach(async () => {
    opened = await openStore(await url());
    store = opened.namespace("");
    return () => opened[Symbol.asyncDispose]();
  });

  it("is ready, and no step has failed", async () => {
    expect([await opened.ready(), opened.errors]).toEqual([true, 0]);
  });

  describe("events", () => {
    it("are accepted once, and replayed with the first response", async () => {
      const [first, second] = [await accept(store, "1"), await accept(store, "2")];
      expect(first).toEqual({ ...entry({ Content: "é😀" }), sequence: 1, Id: "1", AbsoluteTime: "now" });
      expect(second).toEqual({ ...first, sequence: 2, outcome: "replayed" });
      expect(await store.journal.read(oldestFirst)).toEqual([first, second]);
    });

    it("are accepted once when they are concurrent", async () => {
      const entries = await Promise.all(Array.from({ length: 50 }, (_, index) => accept(store, String(index))));
      expect(entries.filter((found) => found?.outcome === "accepted")).toHaveLength(1);
      expect(new Set(entries.map((found) => found?.Id)).size).toBe(1);
    });

    it("of another payload leave no entry", async () => {
      await accept(store, "1");
      expect(await accept(store, "2", { payload: "another" })).toBeUndefined();
      expect(await store.journal.read(oldestFirst)).toHaveLength(1);
    });

    it.each([{ connection: "d" }, { key: "another" }, "no replay" as const])("are new under %j", async (more) => {
      await accept(store, "1");
      expect(await accept(store, "2", more)).toMatchObject({ outcome: "accepted", Id: "2" });
    });

    it("are new again when their time is up, counted from the first", async () => {
      vi.useFakeTimers({ toFake: ["Date"] });
      await accept(store, "1", { ttlMs: 1_000 });
      vi.advanceTimersByTime(999);
      expect(await accept(store, "2", { ttlMs: 1_000 })).toMatchObject({ Id: "1" });
      vi.advanceTimersByTime(2);
      expect(await accept(store, "3", { ttlMs: 1_000 })).toMatchObject({ Id: "3", outcome: "accepted" });
      expect(await accept(store, "4", { ttlMs: 1_000 })).toMatchObject({ Id: "3", outcome: "replayed" });
    });
  });

  describe("the journal", () => {
    const sequences = async (query: object = oldestFirst) =>
      (await store.journal.read({ ...oldestFirst, ...query })).map(({ sequence }) => sequence);

    it("reads by cursor, order, limit and filter", async () => {
      for (let index = 0; index < 450; index += 1) {
        await store.journal.append(entry({ connection: index % 200 === 0 ? "a" : "b", outcome: "ConflictException" }));
      }
      await accept(store, "1");
      expect(await store.journal.newest()).toBe(451);
      expect(await sequences({ connection: ["a", "c"] })).toEqual([1, 201, 401]);
      expect(await sequences({ connection: ["a"], order: "newest first", limit: 2 })).toEqual([401, 201]);
      expect(await sequences({ after: 449 })).toEqual([450, 451]);
      expect(await sequences({ before: 3, order: "newest first" })).toEqual([2, 1]);
      expect(await sequences({ outcome: "accepted" })).toEqual([451]);
      expect(await sequences({ contentType: "none" })).toEqual([]);
      expect(await sequences({ limit: 250 })).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
      expect(await sequences({ after: 451 })).toEqual([]);
    });

    it("keeps as many as it may, and counts what it drops", async () => {
      await using small = await openStore(await url(), { events: 3 });
      store = small.namespace("");
      for (let index = 0; index < 5; index += 1) await store.journal.append(entry());
      expect(await sequences()).toEqual([3, 4, 5]);
      expect(await store.count()).toMatchObject({ remembered: { events: 3 }, dropped: { events: 2 } });
    });

    it("keeps no entry longer than it may", async () => {
      vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-01-01T00:00:00.000Z") });
      await using small = await openStore(await url(), { ageMs: 60_000 });
      store = small.namespace("");
      await store.journal.append(entry());
      vi.advanceTimersByTime(60_000);
      expect(await sequences()).toEqual([1]);
      await store.journal.append(entry({ receivedAt: new Date().toISOString() }));
      vi.advanceTimersByTime(1);
      expect(await sequences()).toEqual([2]);
    });

    it("goes on counting after a reset", async () => {
      await store.journal.append(entry());
      await store.reset();
      expect(await sequences()).toEqual([]);
      expect(await store.journal.append(entry())).toMatchObject({ sequence: 2 });
    });

    it("is followed from where one is, and wakes who waits", async () => {
      const leaving = new AbortController();
      for (let index = 0; index < 150; index += 1) await store.journal.append(entry());
      const following = followJournal(store.journal, 49, leaving.signal);
      expect((await following.next()).value).toHaveLength(100);
      await store.journal.append(entry());
      expect((await following.next()).value).toMatchObject([{ sequence: 150 }, { sequence: 151 }]);
      const next = following.next();
      await store.journal.append(entry());
      expect((await next).value).toMatchObject([{ sequence: 152 }]);
      const last = following.next();
      leaving.abort();
      expect(await last).toMatchObject({ done: true });
    });
  });

  describe("tokens", () => {
    it("are known, and end", async () => {
      const expiresAt = Date.now() + 1_000;
      await store.connections.add(
        new Map([
          ["c", { ...token, expiresAt }],
          ["p", { ...token, kind: "participant" }],
        ]),
      );
      expect(await store.connections.find("c")).toEqual({ ...token, expiresAt });
      expect([await store.connections.end("c"), await store.connections.end("p")]).toEqual([true, false]);
      expect(await store.connections.end("unknown")).toBe(false);
      expect(await store.connections.find("c")).toEqual({ ...token, expiresAt, ended: true });
      expect(await store.connections.find("unknown")).toBeUndefined();
    });

    it("of the baseline are there again after a reset", async () => {
      await using based = await openStore(await url(), {}, { tokens: new Map([["b", token]]), faults: [] });
      store = based.namespace("any");
      expect(await store.connections.find("b")).toEqual(token);
      expect(await store.connections.end("b")).toBe(true);
      expect(await store.connections.find("b")).toEqual({ ...token, ended: true });
      await store.reset();
      expect(await store.connections.find("b")).toEqual(token);
    });

    it("beyond 20,000 take the place of the oldest", async () => {
      const keys = Array.from({ length: 20_003 }, (_, index) => `key ${index}`);
      for (let index = 0; index < keys.length; index += 1_000) {
        await store.connections.add(new Map(keys.slice(index, index + 1_000).map((key) => [key, token])));
      }
      const found = await Promise.all([0, 2, 3, 20_002].map((index) => store.connections.find(`key ${index}`)));
      expect(found.map((known) => known !== undefined)).toEqual([false, false, true, true]);
      expect(await store.count()).toMatchObject({ remembered: { connections: 20_000 }, dropped: { connections: 3 } });
    });
  });

  describe("faults", () => {
    it("are listed in their order, removed, and at most 1,000", async () => {
      const ids = Array.from({ length: 1_001 }, (_, index) => `f${index}`);
      const added = [];
      for (const id of ids) added.push(await store.faults.add({ ...fault, id }));
      expect(added.indexOf(false)).toBe(1_000);
      expect([await store.faults.remove("f1"), await store.faults.remove("f1")]).toEqual([true, false]);
      expect((await store.faults.list()).slice(0, 3).map(({ id }) => id)).toEqual(["f0", "f2", "f3"]);
    });

    it("hit after those that they skip, as often as they may, and the next one after them", async () => {
      const first = { ...fault, id: "1", skip: 1, times: 2 };
      const second = { ...fault, id: "2", times: 1 };
      for (const each of [first, second]) await store.faults.add(each);
      const hits = [];
      for (let index = 0; index < 5; index += 1) hits.push(await store.faults.hit([first, second], 0.5));
      expect(hits.map((hit) => hit && [hit.id, hit.hits])).toEqual([
        ["2", 1],
        ["1", 1],
        ["1", 2],
        undefined,
        undefined,
      ]);
      expect((await store.faults.list()).map(({ hits }) => hits)).toEqual([2, 1]);
    });

    it("draw their probabilities from one chance", async () => {
      const half = { ...fault, id: "1", probability: 0.5 };
      const other = { ...fault, id: "2", probability: 0.5 };
      for (const each of [half, other]) await store.faults.add(each);
      const hit = async (chance: number) => (await store.faults.hit([half, other], chance))?.id;
      expect([await hit(0.49), await hit(0.5), await hit(0.74), await hit(0.76)]).toEqual(["1", "2", "2", undefined]);
    });

    it("that were removed meanwhile do not hit", async () => {
      await store.faults.add(fault);
      await store.faults.remove("f");
      expect(await store.faults.hit([fault], 0)).toBeUndefined();
    });

    it("of the baseline come first, and are back after a reset", async () => {
      await using based = await openStore(await url(), {}, { tokens: new Map(), faults: [{ ...fault, times: 1 }] });
      store = based.namespace("");
      await store.faults.add({ ...fault, id: "later" });
      const [own, later] = await store.faults.list();
      expect([own?.id, later?.id]).toEqual(["f", "later"]);
      if (!own || !later) return;
      expect((await store.faults.hit([own, later], 0))?.id).toBe("f");
      expect((await store.faults.hit([own, later], 0))?.id).toBe("later");
      expect([await store.faults.remove("f"), await store.faults.remove("f")]).toEqual([true, false]);
      expect(await store.faults.list()).toMatchObject([{ id: "later", hits: 1 }]);
      await store.reset();
      expect(await store.faults.list()).toMatchObject([{ id: "f", hits: 0 }]);
      expect((await store.faults.hit([own], 0))?.hits).toBe(1);
    });
  });

  it("quotas are full at first, then empty, and apart", async () => {
    const quota = { rate: 0.001, burst: 2 };
    const waits = [];
    for (const bucket of ["", "", "", "a"]) waits.push(await store.throttle.take(bucket, quota));
    expect([waits[0], waits[1], waits[3]]).toEqual([0, 0, 0]);
    expect(waits[2]).toBeGreaterThan(900_000);
    await store.reset();
    expect(await store.throttle.take("", quota)).toBe(0);
  });

  it("series count on by themselves, and attempts for an hour", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { next, attempt } = store.counters;
    expect([await next("a"), await next("a"), await next("b")]).toEqual([1, 2, 1]);
    expect([await attempt("c", "k"), await attempt("c", "k"), await attempt("d", "k")]).toEqual([1, 2, 1]);
    vi.advanceTimersByTime(3_599_999);
    expect(await attempt("c", "k")).toBe(3);
    vi.advanceTimersByTime(2);
    expect(await attempt("c", "k")).toBe(1);
    await store.reset();
    expect([await next("a"), await attempt("c", "k")]).toEqual([1, 1]);
  });

  it("a reset of one connection leaves the others", async () => {
    for (const connection of ["c", "d"]) {
      await accept(store, "1", { connection });
      await store.journal.append(entry({ connection }));
      await store.connections.add(new Map([[connection, token]]));
      await store.counters.attempt(connection, "k");
      await store.faults.add({ ...fault, id: connection, connectionFingerprint: connection });
      await store.throttle.take(connection, { rate: 0.001, burst: 1 });
    }
    await store.reset("c");
    const state = async (connection: string) => [
      (await accept(store, "2", { connection }))?.outcome,
      await store.connections.find(connection),
      await store.counters.attempt(connection, "k"),
      (await store.faults.list()).some(({ id }) => id === connection),
      (await store.throttle.take(connection, { rate: 0.001, burst: 1 })) > 0,
      (await store.journal.read({ ...oldestFirst, connection: [connection] })).length,
    ];
    expect(await state("c")).toEqual(["accepted", undefined, 1, false, false, 0]);
    expect(await state("d")).toEqual(["replayed", token, 2, true, true, 1]);
  });

  it("nobody waits on whose time is up already", async () => {
    const leaving = new AbortController();
    const waiting = store.journal.waitFor(0, leaving.signal);
    leaving.abort();
    await waiting;
  });

  it("a wait in process ends with the stub, and tells how much arrived", async () => {
    const stub = await startStub({ store: await url() });
    await sendEvent(stub);
    const waiting = stub.waitForEvents(2, { timeoutMs: 60_000 });
    await Promise.all([stub.close(), expect(waiting).rejects.toThrow("1 of 2")]);
  });

  it("counts what it keeps, of each namespace apart", async () => {
    await accept(opened.namespace("a"), "1");
    await accept(opened.namespace("b"), "1");
    await opened.namespace("b").faults.add(fault);
    await opened.namespace("b").counters.attempt("c", "k");
    const none = { connections: 0, faults: 0, replays: 0, attempts: 0, events: 0, chats: 0, namespaces: 2 };
    expect((await store.count()).remembered).toEqual(none);
    expect((await opened.namespace("b").count()).remembered).toEqual({
      ...none,
      faults: 1,
      replays: 1,
      attempts: 1,
      events: 1,
    });
  });

  it("keeps 100 namespaces, and drops the one that was not used for longest", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const use = (index: number) => {
      vi.advanceTimersByTime(1);
      return opened.namespace(`n${index}`).journal.append(entry());
    };
    for (let index = 0; index < 100; index += 1) await use(index);
    await use(0);
    await use(100);
    expect(await store.count()).toMatchObject({ remembered: { namespaces: 100 }, dropped: { namespaces: 1 } });
    const sizes = [0, 1, 100].map((index) => opened.namespace(`n${index}`).journal.read(oldestFirst));
    expect((await Promise.all(sizes)).map(({ length }) => length)).toEqual([2, 0, 1]);
  });

  it("20 parallel runs on one stub do not see each other", async () => {
    await using stub = await startStub({ seed: 1, store: await url(), faults: [{ delayMs: 0, times: 1 }] });
    const run = async (path: string) => {
      const own = { url: stub.url + path };
      await control(own, "POST", "/faults", { exception: "ConflictException", skip: 1, times: 1 });
      const bodies = [];
      for (const ClientToken of ["a", "a", "b", "b", "c"]) {
        bodies.push((await sendEvent(own, { ContentType: typing, ClientToken })).body);
      }
      const { body } = await control(own, "GET", "/events/wait?count=3");
      return [bodies, [body["events"]].flat().map((found) => Object(found).sequence)];
    };
    const names = Array.from({ length: 20 }, (_, index) => `/_stub/ns/run-${index}`);
    const [first, ...others] = await Promise.all(["", ...names].map(run));
    for (const other of others) expect(other).toEqual(first);
  });
});
