import { LRUCache } from "lru-cache";
import { MemoryNamespace } from "./memory-namespace.js";
import { type Baseline, type Limits, mostNamespaces, type Store } from "./store.js";

const mebibyte = 1024 * 1024;

/**
 * A store in this process's memory, for one stub. Its own namespace keeps a journal of at most 16 MiB, 20,000 tokens,
 * replays, attempts and buckets each, 1,000 faults, and 1,000 chats of at most 16 MiB; each of at most 100 others has a
 * journal and chats of at most 2 MiB each, and as much of the rest. It drops the oldest entries, and else what was not used for longest, and counts what it drops.
 */
export function memoryStore(limits: Limits, baseline: Baseline): Store {
  let dropped = 0;
  const others: LRUCache<string, MemoryNamespace> = new LRUCache({
    max: mostNamespaces,
    memoMethod: () => create(2 * mebibyte),
    dispose: (namespace) => {
      dropped += 1;
      void namespace.reset(); // whoever follows its chats is told
    },
  });
  const create = (maxBytes: number) =>
    new MemoryNamespace({ ...limits, maxBytes }, baseline, () => ({ remembered: others.size, dropped }));
  const own = create(16 * mebibyte);
  return {
    namespace: (name) => (name === "" ? own : others.memo(name)),
    errors: 0,
    ready: async () => true,
    close: async () => {},
  };
}
