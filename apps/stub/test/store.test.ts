import { expect, it } from "vitest";
import { memoryStore } from "../src/store/memory-store.js";
import type { Store } from "../src/store/store.js";

const limit = 20_000;
const expiresAt = Number.POSITIVE_INFINITY;

/** What is kept without an end in sight, and how one more comes to be kept. */
const kept = {
  replays: (store: Store, key: string) =>
    store.replays.remember(key, { Id: key, AbsoluteTime: key, payload: key }, 3_600_000),
  attempts: (store: Store, key: string) => store.counters.attempt(key),
  connections: (store: Store, key: string) =>
    store.connections.add({ ConnectionToken: key, ParticipantToken: key, expiresAt, participants: 2 }),
};

it.each(Object.entries(kept))("keeps so many %s, drops the oldest and counts them", async (kind, keep) => {
  await using store = { ...memoryStore(), [Symbol.asyncDispose]: () => store.close() };
  for (let index = 0; index < limit + 3; index += 1) await keep(store, `key ${index}`);
  expect(await store.count()).toMatchObject({ remembered: { [kind]: limit }, dropped: { [kind]: 3 } });
});
