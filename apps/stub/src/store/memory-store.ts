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
  const tokens = new CountedCache<KnownToken>();
  const responses = new CountedCache<FirstResponse>();
  const attempts = new CountedCache<number>();
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
        if (first === undefined) responses.set(key, candidate, ttlMs);
        return first ?? candidate;
      },
    },
    throttle: {
      async take({ rate, burst }) {
        bucket ??= fullBucket(rate, burst);
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
        attempts.set(key, number, anHour);
        return number;
      },
    },
    async count() {
      return {
        remembered: {
          connections: tokens.size,
          faults: faults.size,
          replays: responses.size,
          attempts: attempts.size,
          events: journal.size,
        },
        dropped: {
          connections: tokens.dropped,
          faults: 0,
          replays: responses.dropped,
          attempts: attempts.dropped,
          events: journal.dropped,
        },
      };
    },
    async reset() {
      for (const part of [tokens, responses, attempts, series, faults, journal]) part.clear();
      bucket = undefined;
    },
    async close() {},
  };
}

/** A least-recently-used cache that counts what it had to drop. */
class CountedCache<Value extends object | number> {
  dropped = 0;
  readonly #entries = new LRUCache<string, Value>({
    max: 20_000,
    ttlResolution: 0, // by default the cache looks at the clock once a millisecond, of real time
    noUpdateTTL: true, // a time to live counts from the first
    perf: { now: () => Date.now() }, // the clock that tokens expire by
    dispose: (_value, _key, reason) => {
      if (reason === "evict") this.dropped += 1;
    },
  });

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: Value, ttl?: number): void {
    this.#entries.set(key, value, ttl === undefined ? {} : { ttl });
  }

  clear(): void {
    this.#entries.clear();
  }
}

/** The library's buckets start empty; a quota starts full. */
function fullBucket(rate: number, burst: number): TokenBucket {
  const bucket = new TokenBucket({ bucketSize: burst, tokensPerInterval: rate, interval: "second" });
  bucket.content = burst;
  return bucket;
}
