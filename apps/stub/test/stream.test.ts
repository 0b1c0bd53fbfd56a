import { getEventListeners, once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startStub } from "../src/index.js";
import { memoryStore } from "../src/store/memory-store.js";
import { followJournal } from "../src/store/read-journal.js";
import type { JournalEntry } from "../src/store/store.js";
import { control, sendEvent, typing } from "./send-event.js";

afterEach(() => {
  vi.useRealTimers();
});

/** A client of the stream, which is open by the time that this resolves. */
async function follow({ url }: { url: string }, lastEventId?: number, others: Record<string, string> = {}) {
  const headers = { ...(lastEventId !== undefined && { "last-event-id": String(lastEventId) }), ...others };
  const request = get(`${url}/_stub/events/stream`, { headers, agent: false });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const chunks = response.setEncoding("utf8")[Symbol.asyncIterator]();
  let text = "";
  return {
    response,
    async messages(count: number): Promise<string[]> {
      while (text.split("\n\n").length <= count) {
        const { value, done } = await chunks.next();
        if (done) throw new Error(`the stream ended after ${text}`);
        text += value;
      }
      const messages = text.split("\n\n");
      text = messages.slice(count).join("\n\n");
      return messages.slice(0, count);
    },
    async sequences(count: number): Promise<number[]> {
      return (await this.messages(count)).map((message) => Number(/^id: (\d+)$/m.exec(message)?.[1]));
    },
    [Symbol.dispose]: () => void request.destroy(),
  };
}

async function send(stub: { url: string }, ...ClientTokens: string[]) {
  for (const ClientToken of ClientTokens) await sendEvent(stub, { ContentType: typing, ClientToken });
}

function entry(Content = ""): Omit<JournalEntry, "sequence"> {
  const receivedAt = "2026-01-01T00:00:00.000Z";
  return { requestId: "r", receivedAt, durationMs: 1, outcome: "accepted", warnings: [], Content };
}

it("is made of server-sent events: the sequence as id, the type entry, and the entry as data", async () => {
  await using stub = await startStub();
  using follower = await follow(stub);
  await send(stub, "a");
  const [entry] = await stub.events();
  expect(await follower.messages(1)).toEqual([`id: 1\nevent: entry\ndata: ${JSON.stringify(entry)}`]);
  expect(follower.response.headers).toMatchObject({
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    connection: "close",
    "x-accel-buffering": "no",
  });
});

it("sends a comment every 15 seconds, which no client takes for an entry", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  await using stub = await startStub();
  using follower = await follow(stub);
  vi.advanceTimersByTime(30_000);
  expect(await follower.messages(2)).toEqual([":", ":"]);
});

it("is there for browsers, which accept nothing else", async () => {
  await using stub = await startStub();
  using follower = await follow(stub, 0, { accept: "text/event-stream" });
  expect(follower.response.statusCode).toBe(200);
});

it("starts with the next entry", async () => {
  await using stub = await startStub();
  await send(stub, "a", "b");
  using follower = await follow(stub);
  await send(stub, "c", "d");
  expect(await follower.sequences(2)).toEqual([3, 4]);
});

it.each([
  ["0", 0, [1, 2, 3]],
  ["the last that was seen", 1, [2, 3]],
  ["one that the journal has not reached", 99, [1, 2, 3]],
  ["the one that comes next", 4, [1, 2, 3]],
])("with Last-Event-ID %s, starts after that entry", async (_what, lastEventId, expected) => {
  await using stub = await startStub();
  await send(stub, "a", "b", "c");
  using follower = await follow(stub, lastEventId);
  expect(await follower.sequences(expected.length)).toEqual(expected);
});

it("goes on where it is for a Last-Event-ID that is the newest", async () => {
  await using stub = await startStub();
  await send(stub, "a", "b");
  using follower = await follow(stub, 2);
  await send(stub, "c");
  expect(await follower.sequences(1)).toEqual([3]);
});

it("gives a follower all of more than it holds at a time", async () => {
  const store = memoryStore(
    { events: 10_000, ageMs: Number.POSITIVE_INFINITY },
    { tokens: new Map(), faults: [] },
  ).namespace("");
  for (let sent = 0; sent < 250; sent += 1) await store.journal.append(entry());
  const found: number[] = [];
  for await (const entries of followJournal(store.journal, 0, AbortSignal.timeout(20_000)))
    if (found.push(...entries.map(({ sequence }) => sequence)) === 250) break;
  expect(found).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
});

describe("a journal that holds nothing up to its newest entry", () => {
  it("after a reset, leaves the stub responsive, and followers get what comes next", async () => {
    await using stub = await startStub();
    await send(stub, "a");
    using early = await follow(stub);
    expect(await control(stub, "DELETE", "/state")).toMatchObject({ status: 204 });
    using late = await follow(stub, 0);
    expect(await control(stub, "GET", "/health")).toMatchObject({ status: 200 });
    await send(stub, "b");
    expect(await Promise.all([early.sequences(1), late.sequences(1)])).toEqual([[2], [2]]);
  });

  it("for an entry that outweighs it, is waited for like any other", async () => {
    const store = memoryStore(
      { events: 10_000, ageMs: Number.POSITIVE_INFINITY },
      { tokens: new Map(), faults: [] },
    ).namespace("");
    const leaving = new AbortController();
    const following = followJournal(store.journal, 0, leaving.signal);
    const first = following.next();
    await store.journal.append(entry("x".repeat(17_000_000)));
    await new Promise((resolve) => setImmediate(resolve));
    await store.journal.append(entry());
    expect((await first).value).toMatchObject([{ sequence: 2 }]);
    leaving.abort();
    expect(await following.next()).toMatchObject({ done: true });
  });

  it("for a follower that is behind at the reset, goes on with what comes next", async () => {
    const store = memoryStore(
      { events: 10_000, ageMs: Number.POSITIVE_INFINITY },
      { tokens: new Map(), faults: [] },
    ).namespace("");
    const leaving = new AbortController();
    const following = followJournal(store.journal, 0, leaving.signal);
    for (let sent = 0; sent < 101; sent += 1) await store.journal.append(entry());
    expect((await following.next()).value).toHaveLength(100);
    await store.reset();
    const next = following.next();
    await new Promise((resolve) => setImmediate(resolve));
    await store.journal.append(entry());
    expect((await next).value).toMatchObject([{ sequence: 102 }]);
  });
});

describe("a follower releases what it holds", () => {
  it("when the client disconnects", async () => {
    const store = memoryStore(
      { events: 10_000, ageMs: Number.POSITIVE_INFINITY },
      { tokens: new Map(), faults: [] },
    ).namespace("");
    const leaving = new AbortController();
    const next = followJournal(store.journal, undefined, leaving.signal).next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(getEventListeners(leaving.signal, "abort")).toHaveLength(1);
    leaving.abort();
    expect(await next).toMatchObject({ done: true });
    expect(getEventListeners(leaving.signal, "abort")).toHaveLength(0);
  });

  it("when the client disconnects: its heartbeat stops", async () => {
    await using stub = await startStub();
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    using follower = await follow(stub);
    expect(vi.getTimerCount()).toBe(1);
    follower[Symbol.dispose]();
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0), { timeout: 5_000 });
    vi.useRealTimers();
  });

  it("when a client disconnects that waits for events: nobody waits any more", async () => {
    await using stub = await startStub();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const request = get(`${stub.url}/_stub/events/wait?timeoutMs=60000`, { agent: false }).on("error", () => {});
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1), { timeout: 5_000 });
    request.destroy();
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0), { timeout: 5_000 });
  });

  it("when the stub closes: the stream ends", async () => {
    const stub = await startStub();
    using follower = await follow(stub);
    const ended = once(follower.response.resume(), "end");
    await Promise.all([stub.close(), ended]);
    expect(follower.response.complete).toBe(true);
  });
});
