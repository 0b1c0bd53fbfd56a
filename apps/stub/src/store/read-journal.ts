import { fingerprint } from "../fingerprint.js";
import type { JournalEntry, JournalQuery, JournalStore, Outcome } from "./store.js";

/** Which journal entries are meant. Left out, all of them. */
export interface JournalFilter {
  /** Only those of this ConnectionToken, or of the connection with this fingerprint. */
  token?: string;
  /** Only those with this content type. */
  contentType?: string;
  /** Only those with this outcome. */
  outcome?: Outcome;
}

/** A filter names a connection by its token, which is not kept, or by the fingerprint that an entry shows. */
export function queryOf({
  token,
  ...filter
}: JournalFilter): Pick<JournalQuery, "connection" | "contentType" | "outcome"> {
  return { ...filter, ...(token !== undefined && { connection: [fingerprint(token), token] }) };
}

/**
 * Resolves, oldest first, to the first `count` entries after the sequence `after` that the filter means, as soon as they are
 * there; or to as many as there are when the signal aborts.
 */
export async function waitForEntries(
  journal: JournalStore,
  count: number,
  after: number,
  filter: JournalFilter,
  signal: AbortSignal,
): Promise<JournalEntry[]> {
  const found: JournalEntry[] = [];
  for (let last = after; ; ) {
    const newest = await journal.newest();
    const page = { order: "oldest first", after: last, limit: count - found.length } as const;
    found.push(...(await journal.read({ ...queryOf(filter), ...page })));
    if (found.length >= count || signal.aborted) return found;
    last = Math.max(newest, found.at(-1)?.sequence ?? 0); // what is read once is not read again at the next wake
    await journal.waitFor(newest, signal);
  }
}

/** The most entries that a follower holds at a time. */
const batch = 100;

/**
 * Every entry after the sequence `after`, or from now on, in batches, until the signal aborts. Starts with the oldest entry
 * when the journal has not reached `after`. What is dropped before the follower read it is skipped.
 */
export async function* followJournal(
  journal: JournalStore,
  after: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<JournalEntry[]> {
  let last = after ?? (await journal.newest());
  while (!signal.aborted) {
    const newest = await journal.newest();
    if (last > newest) last = 0; // another journal than the one that the caller followed
    const entries = await journal.read({ order: "oldest first", after: last, limit: batch });
    // Entries up to `newest` that are not there were dropped: only a change of `newest` can bring more.
    last = entries.at(-1)?.sequence ?? newest;
    if (entries.length > 0) yield entries;
    else await journal.waitFor(newest, signal);
  }
}
