import { TokenBucket } from "limiter";
import { LRUCache } from "lru-cache";
import { MemoryChats } from "./memory-chats.js";
import { MemoryFaults } from "./memory-faults.js";
import { MemoryJournal } from "./memory-journal.js";
import {
  type AcceptedEntry,
  type AcceptedEvent,
  attemptsMs,
  type Baseline,
  type ChatStore,
  type ConnectionStore,
  type Counters,
  type Counts,
  type Delivery,
  type JournalStore,
  type KnownToken,
  type Limits,
  type NamespaceStore,
  type Replay,
} from "./store.js";

interface FirstResponse extends Pick<AcceptedEvent, "Id" | "AbsoluteTime"> {
  readonly payload: string;
}

/** One namespace in memory. Its methods are steps because none of them waits between reading and writing. */
export class MemoryNamespace implements NamespaceStore {
  readonly faults: MemoryFaults;
  readonly #baseline: Baseline;
  readonly #countNamespaces: () => { remembered: number; dropped: number };
  readonly #dropped = { connections: 0, faults: 0, replays: 0, attempts: 0 };
  readonly #tokens = cache<KnownToken>(() => this.#dropped.connections++);
  readonly #replays = cache<FirstResponse>(() => this.#dropped.replays++);
  readonly #attempts = cache<number>(() => this.#dropped.attempts++);
  readonly #buckets = cache<TokenBucket>();
  readonly #series = new Map<string, number>();
  readonly #journal: MemoryJournal;
  readonly #chats: MemoryChats;

  constructor(
    limits: Limits & { readonly maxBytes: number },
    baseline: Baseline,
    countNamespaces: () => { remembered: number; dropped: number },
  ) {
    this.#baseline = baseline;
    this.#countNamespaces = countNamespaces;
    this.#journal = new MemoryJournal(limits);
    this.#chats = new MemoryChats(limits.maxBytes);
    this.faults = new MemoryFaults(baseline);
  }

  readonly connections: ConnectionStore = {
    add: async (tokens) => {
      for (const [fingerprint, token] of tokens) this.#tokens.set(fingerprint, token);
    },
    find: async (fingerprint) => this.#chats.current(this.#find(fingerprint)),
    takeTicket: async (fingerprint) => {
      const token = this.#chats.current(this.#find(fingerprint));
      if (token?.kind !== "socket") return undefined;
      this.#tokens.delete(fingerprint);
      return token;
    },
    end: async (fingerprint) => {
      const token = this.#find(fingerprint);
      if (token?.kind !== "connection") return false;
      this.#tokens.set(fingerprint, { ...token, ended: true });
      return true;
    },
  };

  readonly chats: ChatStore = {
    start: async (chat) => this.#chats.start(chat),
    find: async (ContactId) => this.#chats.find(ContactId),
    list: async (limit) => this.#chats.list(limit),
    join: async (member, connection, joined) => this.#chats.join(member, connection, joined),
    leave: async (member, left, ended) => this.#chats.leave(member, left, ended),
    deliver: async (ContactId, delivery, replay) => {
      const first = replay && this.#first(replay);
      if (first !== undefined) return { Id: first.Id, AbsoluteTime: first.AbsoluteTime };
      if (!this.#chats.deliver(ContactId, delivery)) return undefined;
      const { Id, AbsoluteTime } = delivery.item;
      if (replay) this.#remember(replay, { Id, AbsoluteTime });
      return { Id, AbsoluteTime };
    },
    transcript: async (ContactId) => this.#chats.transcript(ContactId),
    hasMessage: async (ContactId, Id) =>
      this.#chats.transcript(ContactId).some((item) => item.Type === "MESSAGE" && item.Id === Id),
    newest: async (ContactId) => this.#chats.newest(ContactId),
    deliveries: async (ContactId, after) => this.#chats.deliveries(ContactId, after),
    waitFor: (ContactId, seen, signal) => this.#chats.waitFor(ContactId, seen, signal),
  };

  readonly throttle: NamespaceStore["throttle"] = {
    take: async (name, { rate, burst }) => {
      let bucket = this.#buckets.get(name);
      if (bucket === undefined) {
        bucket = new TokenBucket({ bucketSize: burst, tokensPerInterval: rate, interval: "second" });
        bucket.content = burst; // the library's buckets start empty; a quota starts full
        this.#buckets.set(name, bucket);
      }
      return bucket.tryRemoveTokens(1) ? 0 : bucket.getWaitTime(1);
    },
  };

  readonly journal: JournalStore = {
    append: async (entry) => this.#journal.append(entry),
    accept: async (event, replay, delivery) => this.#accept(event, replay, delivery),
    read: async (query) => this.#journal.read(query),
    newest: async () => this.#journal.newest,
    waitFor: (seen, signal) => this.#journal.waitFor(seen, signal),
  };

  readonly counters: Counters = {
    next: async (series) => {
      const number = (this.#series.get(series) ?? 0) + 1;
      this.#series.set(series, number);
      return number;
    },
    attempt: async (connection, key) => {
      const number = (this.#attempts.get(`${connection}:${key}`) ?? 0) + 1;
      this.#attempts.set(`${connection}:${key}`, number, { ttl: attemptsMs });
      return number;
    },
  };

  async count(): Promise<{ remembered: Counts; dropped: Counts }> {
    const namespaces = this.#countNamespaces();
    const remembered = {
      connections: this.#tokens.size,
      faults: this.faults.size,
      chats: this.#chats.size,
      replays: this.#replays.size,
      attempts: this.#attempts.size,
      events: this.#journal.size,
      namespaces: namespaces.remembered,
    };
    const dropped = {
      ...this.#dropped,
      chats: this.#chats.dropped,
      events: this.#journal.dropped,
      namespaces: namespaces.dropped,
    };
    return { remembered, dropped };
  }

  async reset(connection?: string): Promise<void> {
    this.#journal.clear(connection);
    this.faults.reset(connection);
    if (connection === undefined) {
      this.#series.clear();
      this.#chats.clear();
    }
    for (const part of [this.#tokens, this.#replays, this.#attempts, this.#buckets]) {
      for (const key of part.keys()) if (connection === undefined || key.startsWith(connection)) part.delete(key);
    }
  }

  #find(fingerprint: string): KnownToken | undefined {
    return this.#tokens.get(fingerprint) ?? this.#baseline.tokens.get(fingerprint);
  }

  #accept(event: AcceptedEvent, replay?: Replay, delivery?: Delivery): AcceptedEntry | undefined {
    const first = replay && this.#first(replay);
    if (first !== undefined) {
      if (first.payload !== replay?.payload) return undefined;
      const { Id, AbsoluteTime } = first;
      return this.#journal.append({ ...event, Id, AbsoluteTime, outcome: "replayed" });
    }
    if (replay) this.#remember(replay, event);
    if (delivery) this.#chats.deliver(delivery.item.ContactId, delivery);
    return this.#journal.append({ ...event, outcome: "accepted" });
  }

  #first({ connection, key }: Replay): FirstResponse | undefined {
    return this.#replays.get(`${connection}:${key}`);
  }

  #remember(
    { connection, key, payload, ttlMs }: Replay,
    { Id, AbsoluteTime }: Pick<AcceptedEvent, "Id" | "AbsoluteTime">,
  ): void {
    this.#replays.set(`${connection}:${key}`, { Id, AbsoluteTime, payload }, { ttl: ttlMs });
  }
}

/** A cache of bounded size, which drops what was not used for longest. */
function cache<Value extends object | number>(onDrop: () => void = () => {}): LRUCache<string, Value> {
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
