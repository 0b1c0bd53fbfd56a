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

/** What a test can do with a stub: the same over HTTP and in process. */
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
  /**
   * Resolves, oldest first, to the first `count` entries of the journal that the filter means, of any outcome if it
   * names none; or to as many as there are when the time is up, `left` aborts or the stub closes.
   */
  waitForEvents(
    count: number,
    filter: JournalFilter,
    until: { timeoutMs: number; left?: AbortSignal },
  ): Promise<JournalEntry[]>;
  /**
   * Every entry after the sequence `after`, or from now on, until the signal aborts. Starts with the oldest entry when
   * the journal has not reached `after`. What is dropped before the follower read it is skipped.
   */
  follow(after: number | undefined, signal: AbortSignal): AsyncGenerator<JournalEntry>;
}

/** The most entries that a follower holds at a time. */
const batch = 100;

/** The operations of the control API on `store`. `closing` aborts when the stub closes. */
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
    events: (filter, page) => journal.read({ ...queryOf(filter), ...page, order: "newest first" }),
    async waitForEvents(count, filter, { timeoutMs, left }) {
      using until = deadline(left ? [left, closing] : [closing], timeoutMs);
      const query = queryOf(filter);
      let found: JournalEntry[] = [];
      for (let last = 0; ; ) {
        const newest = await journal.newest();
        const [oldest] = await journal.read({ order: "oldest first", limit: 1 });
        const more = await journal.read({ ...query, order: "oldest first", after: last, limit: count });
        // What the journal dropped meanwhile, or a reset removed, does not count any more.
        found = [...found.filter(({ sequence }) => oldest && sequence >= oldest.sequence), ...more];
        if (found.length >= count || until.signal.aborted) return found.slice(0, count);
        last = more.at(-1)?.sequence ?? newest;
        await journal.waitFor(newest, until.signal);
      }
    },
    async *follow(after, signal) {
      let last = after ?? (await journal.newest());
      while (!signal.aborted) {
        const newest = await journal.newest();
        if (last > newest) last = 0; // another journal than the one that the caller followed
        const entries = await journal.read({ order: "oldest first", after: last, limit: batch });
        yield* entries;
        // Entries up to `newest` that are not there were dropped: only a change of `newest` can bring more.
        last = entries.at(-1)?.sequence ?? newest;
        if (entries.length === 0) await journal.waitFor(newest, signal);
      }
    },
  };
}

/** A filter names a connection by its token, which is not kept, or by the fingerprint that an entry shows. */
function queryOf({ token, ...filter }: JournalFilter): JournalFilter & Pick<JournalQuery, "connection"> {
  return { ...filter, ...(token !== undefined && { connection: [fingerprint(token), token] }) };
}
