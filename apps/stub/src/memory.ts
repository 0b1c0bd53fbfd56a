import { checkedConnection, checkedFault } from "./control/check.js";
import { type Connection, issueConnection } from "./control/connections.js";
import { addFault, type Fault } from "./control/faults.js";
import { deadline } from "./deadline.js";
import { fingerprint } from "./fingerprint.js";
import type { RandomSource } from "./random-source.js";
import type { JournalEntry, JournalQuery, Outcome, Store } from "./store/store.js";

/** Which journal entries are meant. Left out, all of them. */
export interface JournalFilter {
  /** Only those of this ConnectionToken, or of the connection with this fingerprint. */
  token?: string;
  /** Only those with this content type. */
  contentType?: string;
  /** Only those with this outcome. */
  outcome?: Outcome;
}

/** What a test can do to a stub, and ask it: the same over HTTP and in process. */
export interface Memory {
  readonly store: Store;
  /** Aborts when the stub closes. */
  readonly closing: AbortSignal;
  /** Throws a ValidationException when the request is not a ConnectionRequest. */
  issueConnection(request?: unknown): Promise<Connection>;
  endConnection(ConnectionToken: string): Promise<boolean>;
  /** Throws a ValidationException when the request is not a FaultRequest, and a ConflictException when there is no room. */
  addFault(request: unknown): Promise<Fault>;
  /** Newest first. */
  events(filter: JournalFilter, page: { limit: number; before?: number }): Promise<JournalEntry[]>;
  /** Oldest first: `count` entries, or as many as there are when the time is up, the caller left or the stub closes. */
  waitForEvents(
    count: number,
    filter: JournalFilter,
    until: { timeoutMs: number; left?: AbortSignal },
  ): Promise<JournalEntry[]>;
  /** Every entry after the given sequence, or from now on, until the signal aborts. */
  follow(after: number | undefined, signal: AbortSignal): AsyncGenerator<JournalEntry>;
}

const batch = 100;

/** Everything that remembers, as one thing to hold. */
export function createMemory(store: Store, random: RandomSource, closing: AbortSignal): Memory {
  const { connections, faults, journal } = store;
  return {
    store,
    closing,
    async issueConnection(request = {}) {
      return issueConnection(checkedConnection(request), connections, random);
    },
    endConnection: (ConnectionToken) => connections.end(fingerprint(ConnectionToken)),
    async addFault(request) {
      return addFault(checkedFault(request), faults, random);
    },
    events: (filter, page) => read(filter, { order: "newest first", ...page }),
    async waitForEvents(count, filter, { timeoutMs, left }) {
      using until = deadline(left ? [left, closing] : [closing], timeoutMs);
      for (;;) {
        const newest = await journal.newest();
        const found = await read(filter, { order: "oldest first", limit: count });
        if (found.length >= count || until.signal.aborted) return found;
        await journal.waitFor(newest, until.signal);
      }
    },
    async *follow(after, signal) {
      const newest = await journal.newest();
      let last = after ?? newest;
      if (last > newest) last = 0; // the journal has begun anew since the caller last read it
      while (!signal.aborted) {
        const entries = await journal.read({ order: "oldest first", after: last, limit: batch });
        for (const entry of entries) yield entry;
        last = entries.at(-1)?.sequence ?? last;
        if (entries.length === 0) await journal.waitFor(last, signal);
      }
    },
  };

  /** A filter may name a connection by its token, which is not kept, or by the fingerprint that an entry shows. */
  async function read({ token, ...filter }: JournalFilter, page: Pick<JournalQuery, "order" | "limit" | "before">) {
    if (token === undefined) return journal.read({ ...filter, ...page });
    const byToken = await journal.read({ ...filter, ...page, connection: fingerprint(token) });
    return byToken.length > 0 ? byToken : journal.read({ ...filter, ...page, connection: token });
  }
}
