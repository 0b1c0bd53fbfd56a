import { TokenBucket } from "limiter";
import { LRUCache } from "lru-cache";
import { MemoryFaults } from "./memory-faults.js";
import { MemoryJournal } from "./memory-journal.js";
import type { KnownToken, Remembered, Store, ThrottleStore } from "./store.js";

/** How much a memory store keeps. What is older is dropped and counted. */
export interface MemoryLimits {
  /** Journal entries. Default: 10,000, and never more than 16 MiB of content. */
  events?: number;
  /** Issued tokens. Default: 20,000. */
  connections?: number;
  /** First answers. Default: 20,000. */
  replays?: number;
  /** Staged faults; one more is refused. Default: 1,000. */
  faults?: number;
}

const anHour = 3_600_000;

/** A store in this process's memory, for one stub. Every part is bounded. */
export function memoryStore({
  events = 10_000,
  connections = 20_000,
  replays = 20_000,
  faults = 1_000,
}: MemoryLimits = {}): Store {
  const tokens = new CountedCache<KnownToken>(connections);
  const answers = new CountedCache<Remembered>(replays);
  const attempts = new CountedCache<number>(replays);
  const series = new Map<string, number>();
  const stagedFaults = new MemoryFaults(faults);
  const journal = new MemoryJournal(events);
  const throttle = new MemoryThrottle();

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
    faults: stagedFaults,
    replays: {
      async remember(key, candidate, ttlMs) {
        const first = answers.get(key);
        if (first === undefined) answers.set(key, candidate, ttlMs);
        return first ?? candidate;
      },
    },
    throttle,
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
          faults: stagedFaults.size,
          replays: answers.size,
          attempts: attempts.size,
          events: journal.size,
        },
        dropped: {
          connections: tokens.dropped,
          faults: 0,
          replays: answers.dropped,
          attempts: attempts.dropped,
          events: journal.dropped,
        },
      };
    },
    async reset() {
      for (const part of [tokens, answers, attempts, series, stagedFaults, journal, throttle]) part.clear();
    },
    async close() {},
  };
}

/** A least-recently-used cache that counts what it had to drop. */
class CountedCache<Value extends object | number> {
  dropped = 0;
  readonly #entries: LRUCache<string, Value>;

  constructor(max: number) {
    this.#entries = new LRUCache({
      max,
      ttlResolution: 0, // by default the cache looks at the clock once a millisecond, of real time
      noUpdateTTL: true, // a time to live counts from the first
      perf: { now: () => Date.now() }, // the clock that tokens expire by
      dispose: (_value, _key, reason) => {
        if (reason === "evict") this.dropped += 1;
      },
    });
  }

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

class MemoryThrottle implements ThrottleStore {
  #bucket: TokenBucket | undefined;

  async take({ rate, burst }: { rate: number; burst: number }): Promise<number> {
    this.#bucket ??= fullBucket(rate, burst);
    return this.#bucket.tryRemoveTokens(1) ? 0 : this.#bucket.getWaitTime(1);
  }

  clear(): void {
    this.#bucket = undefined;
  }
}

/** The library's buckets start empty; a quota starts full. */
function fullBucket(rate: number, burst: number): TokenBucket {
  const bucket = new TokenBucket({ bucketSize: burst, tokensPerInterval: rate, interval: "second" });
  bucket.content = burst;
  return bucket;
}
