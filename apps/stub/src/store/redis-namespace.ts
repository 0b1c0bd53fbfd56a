import { matches } from "./matches.js";
import { takeTicket } from "./redis-chat-scripts.js";
import { RedisChats } from "./redis-chats.js";
import { pairsOf, type RedisConnection, type Script } from "./redis-connection.js";
import * as scripts from "./redis-scripts.js";
import {
  type AcceptedEntry,
  attemptsMs,
  type Baseline,
  type ConnectionStore,
  type Counters,
  type Counts,
  type Delivery,
  type Fault,
  type FaultStore,
  type JournalEntry,
  type JournalQuery,
  type JournalStore,
  type KnownToken,
  type Limits,
  type NamespaceStore,
} from "./store.js";

/** How many entries are read at a time, so that no reply keeps Redis or this process from other work for long. */
const page = 200;

/** One namespace in Redis. */
export class RedisNamespace implements NamespaceStore {
  readonly chats: RedisChats;
  readonly #redis: RedisConnection;
  readonly #prefix: string;
  readonly #name: string;
  readonly #base: string;
  readonly #limits: Limits;
  readonly #baseline: Baseline;

  constructor(redis: RedisConnection, prefix: string, name: string, limits: Limits, baseline: Baseline) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#name = name;
    this.#base = `${prefix}:${name}:`;
    this.#limits = limits;
    this.#baseline = baseline;
    this.chats = new RedisChats(redis, this.#base, name, (script, ...args) => this.#eval(script, ...args));
  }

  readonly connections: ConnectionStore = {
    add: async (tokens) => {
      const times = [...tokens.values()].map(({ expiresAt = Date.now() }) => expiresAt - Date.now());
      const pairs = [...tokens].flatMap(([fingerprint, token]) => [fingerprint, JSON.stringify(token)]);
      await this.#eval(scripts.addTokens, Math.max(0, ...times) + this.#limits.ageMs, ...pairs);
    },
    find: async (fingerprint) => {
      const found = await this.#redis.run((client) => client.hGet(`${this.#base}tokens`, fingerprint));
      return this.chats.current(
        found ? (JSON.parse(found) satisfies KnownToken) : this.#baseline.tokens.get(fingerprint),
      );
    },
    takeTicket: async (fingerprint) => {
      const found = await this.#eval(takeTicket, fingerprint);
      return typeof found === "string" ? this.chats.current(JSON.parse(found) satisfies KnownToken) : undefined;
    },
    end: async (fingerprint) => {
      const known = this.#baseline.tokens.get(fingerprint);
      return (await this.#eval(scripts.endChat, fingerprint, known ? JSON.stringify(known) : "")) === 1;
    },
  };

  readonly faults: FaultStore = {
    add: async (fault) => (await this.#eval(scripts.addFault, fault.id, JSON.stringify(fault))) === 1,
    list: () => this.#listFaults(),
    remove: async (id) => (await this.#eval(scripts.removeFault, id, this.#isOfBaseline(id))) === 1,
    hit: async (candidates, chance) => {
      const given = candidates.flatMap(({ id, skip, times = Number.MAX_SAFE_INTEGER, probability }) => {
        return [id, skip, times, probability, this.#isOfBaseline(id)];
      });
      const reply = await this.#eval(scripts.hitFault, chance, ...given);
      if (!Array.isArray(reply)) return undefined;
      const fault = candidates.find(({ id }) => id === reply[0]);
      return fault && { ...fault, hits: Number(reply[1]) };
    },
  };

  readonly throttle: NamespaceStore["throttle"] = {
    take: async (bucket, { rate, burst }) => Number(await this.#eval(scripts.takeToken, bucket, rate, burst)),
  };

  readonly counters: Counters = {
    next: async (series) => Number(await this.#eval(scripts.nextNumber, series)),
    attempt: async (connection, key) =>
      Number(await this.#eval(scripts.countAttempt, `${connection}:${key}`, attemptsMs)),
  };

  readonly journal: JournalStore = {
    append: async ({ outcome, Id = "", AbsoluteTime = "", ...rest }) => {
      const reply = await this.#append(outcome, Id, AbsoluteTime, rest, undefined);
      return { sequence: Number(Object(reply)[0]), outcome, ...(Id && { Id, AbsoluteTime }), ...rest };
    },
    accept: async (event, replay, delivery) => {
      const { Id, AbsoluteTime, ...rest } = event;
      const key = replay ? [`${replay.connection}:${replay.key}`, replay.payload, replay.ttlMs] : [];
      const reply = await this.#append("accepted", Id, AbsoluteTime, rest, delivery, ...key);
      if (!Array.isArray(reply)) return undefined;
      const [sequence, outcome, firstId, firstTime] = reply;
      return { sequence, ...event, outcome, Id: firstId, AbsoluteTime: firstTime } satisfies AcceptedEntry;
    },
    read: (query) => this.#read(query),
    newest: async () => Number(await this.#redis.run((client) => client.get(`${this.#base}sequence`))),
    waitFor: async (seen, signal) => {
      await this.#redis.waitUntilTold(this.#name, async () => (await this.journal.newest()) !== seen, signal);
    },
  };

  async count(): Promise<{ remembered: Counts; dropped: Counts }> {
    const faults = (await this.#listFaults()).length;
    const reply = await this.#eval(scripts.countAll);
    const [connections, replays, attempts, events, chats, namespaces, droppedNamespaces, dropped] = Object(reply);
    const { tokens = 0, ...gone } = pairsOf(dropped);
    return {
      remembered: { connections, faults, replays, attempts, events, chats, namespaces },
      dropped: {
        connections: Number(tokens),
        faults: 0,
        replays: Number(gone["replays"] ?? 0),
        attempts: Number(gone["attempts"] ?? 0),
        events: Number(gone["events"] ?? 0),
        chats: Number(gone["chats"] ?? 0),
        namespaces: droppedNamespaces,
      },
    };
  }

  async reset(connection?: string): Promise<void> {
    if (connection === undefined) await this.#eval(scripts.removeState);
    else await this.#resetConnection(connection);
  }

  /** Step by step: what one connection has is spread over everything, and nobody else is to wait. */
  async #resetConnection(connection: string): Promise<void> {
    for (const { id, connectionFingerprint } of await this.#listFaults()) {
      if (connectionFingerprint === connection && !this.#isOfBaseline(id)) await this.faults.remove(id);
    }
    const own = this.#baseline.faults.filter(({ connectionFingerprint }) => connectionFingerprint === connection);
    const counts = own.flatMap(({ id }) => [`${id} seen`, `${id} hits`, `${id} removed`]);
    await this.#forget("hits", counts);
    for (const kind of ["tokens", "buckets"]) await this.#forget(kind, [connection]);
    for (const kind of ["replays", "attempts"]) {
      for (let cursor = "0"; ; ) {
        const options = { MATCH: `${connection}:*`, COUNT: 1_000 };
        const found = await this.#redis.run((client) => client.hScan(this.#base + kind, cursor, options));
        await this.#forget(
          kind,
          found.entries.map(({ field }) => field),
        );
        cursor = found.cursor;
        if (cursor === "0") break;
      }
    }
    for (;;) {
      const found = await this.#read({ connection: [connection], order: "oldest first", limit: page });
      if (found.length === 0) return;
      await this.#eval(scripts.removeEntries, ...found.map(({ sequence }) => sequence));
    }
  }

  async #forget(kind: string, fields: string[]): Promise<void> {
    if (fields.length > 0) await this.#redis.run((client) => client.hDel(this.#base + kind, fields));
  }

  async #listFaults(): Promise<Fault[]> {
    const reply = await this.#eval(scripts.listFaults);
    const [staged, counts] = Object(reply);
    const known = pairsOf(counts);
    const faults: Fault[] = staged.map((text: string) => JSON.parse(text));
    const baseline = this.#baseline.faults.filter(({ id }) => known[`${id} removed`] === undefined);
    return [...baseline, ...faults].map((fault) => ({ ...fault, hits: Number(known[`${fault.id} hits`] ?? 0) }));
  }

  #isOfBaseline(id: string): boolean {
    return this.#baseline.faults.some((fault) => fault.id === id);
  }

  async #read({ order, limit, before = Number.POSITIVE_INFINITY, after = 0, ...filter }: JournalQuery) {
    const found: JournalEntry[] = [];
    const isForwards = order === "oldest first";
    const since = Date.now() - this.#limits.ageMs;
    let [first, last] = [after + 1, before - 1];
    while (found.length < limit && first <= last) {
      const [from, to] = [`${first}-0`, Number.isFinite(last) ? `${last}-0` : "+"];
      const messages = await this.#redis.run((client) => {
        const key = `${this.#base}journal`;
        const options = { COUNT: page };
        return isForwards ? client.xRange(key, from, to, options) : client.xRevRange(key, to, from, options);
      });
      const entries = (messages ?? []).map(({ id, message }) => entryOf(id, message));
      found.push(...entries.filter((entry) => Date.parse(entry.receivedAt) >= since && matches(entry, filter)));
      if (entries.length < page) break;
      const { sequence } = entries.at(-1) ?? { sequence: last };
      if (isForwards) first = sequence + 1;
      else last = sequence - 1;
    }
    return found.slice(0, limit);
  }

  #append(
    outcome: string,
    Id: string,
    AbsoluteTime: string,
    rest: object,
    delivery: Delivery | undefined,
    ...replay: (string | number)[]
  ) {
    const told = delivery
      ? [delivery.item.ContactId, JSON.stringify(delivery.item), !delivery.transient]
      : ["", "", ""];
    return this.#eval(
      scripts.appendEntry,
      this.#limits.events,
      outcome,
      Id,
      AbsoluteTime,
      JSON.stringify(rest),
      ...told,
      ...replay,
    );
  }

  #eval(script: Script, ...args: (string | number | boolean)[]): Promise<unknown> {
    const common = [Date.now(), this.#limits.ageMs, this.#prefix, this.#name];
    return this.#redis.eval(script, this.#base, [...common, ...args.map(String)]);
  }
}

function entryOf(
  id: string,
  { outcome, Id, AbsoluteTime, rest = "{}" }: Readonly<Record<string, string>>,
): JournalEntry {
  return { sequence: Number.parseInt(id, 10), outcome, ...(Id && { Id, AbsoluteTime }), ...JSON.parse(rest) };
}
