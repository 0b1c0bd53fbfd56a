import { randomUUID } from "node:crypto";
import { memoryStore } from "../src/store/memory-store.js";
import { redisStore } from "../src/store/redis-store.js";
import { parseRedisUrl } from "../src/store/redis-url.js";
import type { Baseline, JournalEntry, Store } from "../src/store/store.js";
import { hasRedis, RedisServer } from "./redis-server.js";

let shared: Promise<RedisServer> | undefined;

/** The value of `--store` for each kind of store: each call's is empty. */
export const kinds: Readonly<Record<string, () => Promise<string>>> = {
  memory: async () => "memory",
  ...(hasRedis && {
    redis: async () => {
      shared ??= RedisServer.start();
      return `${(await shared).url}?prefix=${randomUUID()}`;
    },
  }),
};

/** Ends the Redis that the tests of a file have shared. */
export async function endRedis(): Promise<void> {
  await (await shared)?.[Symbol.asyncDispose]();
  shared = undefined;
}

/** Opens what `--store` says. */
export async function openStore(
  url: string,
  { events = 10_000, ageMs = Number.MAX_SAFE_INTEGER } = {},
  baseline: Baseline = { tokens: new Map(), faults: [] },
): Promise<Store & AsyncDisposable> {
  const place = parseRedisUrl(url);
  const limits = { events, ageMs };
  const store = place ? await redisStore(place, limits, baseline) : memoryStore(limits, baseline);
  return Object.assign(Object.create(store), { [Symbol.asyncDispose]: () => store.close() });
}

/** An entry, as far as a store looks at it. */
export function entry(more: Partial<JournalEntry> = {}): Omit<JournalEntry, "sequence"> {
  const receivedAt = "2026-01-01T00:00:00.000Z";
  return { requestId: "r", receivedAt, durationMs: 1, outcome: "accepted", warnings: [], ...more };
}
