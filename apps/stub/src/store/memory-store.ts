import { TokenBucket } from "limiter";
import { LRUCache } from "lru-cache";
import { MemoryFaults } from "./memory-faults.js";
import { MemoryJournal } from "./memory-journal.js";
import type { FirstResponse, KnownToken, Store } from "./store.js";

const anHour = 3_600_000;

/**
 * A store in this process's memory, for one stub. It keeps `events` journal entries (default: 10,000) of at most 16 MiB,
 * 20,000 tokens, replays and attempts each, and 1,000 faults. It drops the oldest, and counts them; of tokens, replays
 * and attempts those that were not used for longest.
 */
export function memoryStore({ events = 10_000 }: { events?: number } = {}): Store {
  const dropped = { connections: 0, faults: 0, replays: 0, attempts: 0 };
  const tokens = cache<KnownToken>(() => dropped.connections++);
  const responses = cache<FirstResponse>(() => dropped.replays++);
  const attempts = cache<number>(() => dropped.attempts++);
  const series = new Map<string, number>();
  const faults = new MemoryFaults();
  const journal = new MemoryJournal(events);
  let bucket: TokenBucket | undefined;

  return {
    connections: {
      async add({ ConnectionToken, ParticipantToken, expiresAt, participants }) {
        tokens.set(ConnectionToken, { kind: "connection", expiresAt, participants, ended: false });
        tokens.set(ParticipantToken, { kind: "participant", expiresAt, participants, ended: false });
      },
      async find(fingerprint) {
        return tokens.get(fingerprint);
      },
      async end(fingerprint) {
        const token = tokens.get(fingerprint);
        if (token?.kind !== "connection") return false;
        tokens.set(fingerprint, { ...token, ended: true });
        return true;
      },
    },
    faults,
    replays: {
      async remember(key, candidate, ttlMs) {
        const first = responses.get(key);
        if (first === undefined) responses.set(key, candidate, { ttl: ttlMs });
        return first ?? candidate;
      },
    },
    throttle: {
      async take({ rate, burst }) {
        if (bucket === undefined) {
          bucket = new TokenBucket({ bucketSize: burst, tokensPerInterval: rate, interval: "second" });
          bucket.content = burst; // the library's buckets start empty; a quota starts full
        }
        return bucket.tryRemoveTokens(1) ? 0 : bucket.getWaitTime(1);
      },
    },
    journal,
    counters: {
      async next(name) {
        const number = (series.get(name) ?? 0) + 1;
        series.set(name, number);
        return number;
      },
      async attempt(key) {
        const number = (attempts.get(key) ?? 0) + 1;
        attempts.set(key, number, { ttl: anHour });
        return number;
      },
    },
    async count() {
      const remembered = {
        connections: tokens.size,
        faults: faults.size,
        replays: responses.size,
        attempts: attempts.size,
        events: journal.size,
      };
      return { remembered, dropped: { ...dropped, events: journal.dropped } };
    },
    errors: 0,
    async ready() {
      return true;
    },
    async reset() {
      for (const part of [tokens, responses, attempts, series, faults, journal]) part.clear();
      bucket = undefined;
    },
    async close() {},
  };
}

/** A least-recently-used cache of bounded size. */
function cache<Value extends object | number>(onDrop: () => void): LRUCache<string, Value> {
  return new LRUCache<string, Value>({
    max: 20_000,
    ttlResolution: 0, // by default the cache looks at the clock once a millisecond, of real time
    noUpdateTTL: true, // a time to live counts from the first
    perf: { now: () => Date.now() }, // the clock that tokens expire by
    dispose: (_value, _key, reason) => {
      if (reason === "evict") onDrop();
    },
  });
}
