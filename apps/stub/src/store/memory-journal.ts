import { EventEmitter, once } from "node:events";
import type { JournalEntry, JournalQuery, JournalStore } from "./store.js";

const maxCharacters = 16 * 1024 * 1024;
/** What an entry takes up beside its texts, roughly. */
const entryOverhead = 512;

/** A journal in memory, which drops its oldest entries. */
export class MemoryJournal implements JournalStore {
  dropped = 0;
  readonly #max: number;
  readonly #arrivals = new EventEmitter().setMaxListeners(0);
  #entries: JournalEntry[] = [];
  #characters = 0;
  #sequence = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#entries.length;
  }

  async append(entry: Omit<JournalEntry, "sequence">): Promise<JournalEntry> {
    this.#sequence += 1;
    const stored = { sequence: this.#sequence, ...entry };
    this.#entries.push(stored);
    this.#characters += weight(stored);
    while (this.#entries.length > this.#max || this.#characters > maxCharacters) this.#dropOldest();
    this.#arrivals.emit("entry");
    return stored;
  }

  async read({ order, limit, ...filter }: JournalQuery): Promise<JournalEntry[]> {
    const found: JournalEntry[] = [];
    const { length } = this.#entries;
    for (let index = 0; index < length && found.length < limit; index += 1) {
      const entry = this.#entries[order === "oldest first" ? index : length - 1 - index];
      if (entry && matches(entry, filter)) found.push(entry);
    }
    return found;
  }

  async newest(): Promise<number> {
    return this.#sequence;
  }

  async waitFor(after: number, signal: AbortSignal): Promise<void> {
    if (this.#sequence > after || signal.aborted) return;
    await once(this.#arrivals, "entry", { signal }).catch(() => {}); // the caller looks at the signal itself
  }

  clear(): void {
    this.#entries = [];
    this.#characters = 0;
    // The sequence goes on: a reader that follows the journal would otherwise miss what comes next.
  }

  #dropOldest(): void {
    const oldest = this.#entries.shift();
    if (oldest) this.#characters -= weight(oldest);
    this.dropped += 1;
  }
}

function matches(entry: JournalEntry, query: Omit<JournalQuery, "order" | "limit">): boolean {
  const { connection = entry.connection, contentType = entry.ContentType, outcome = entry.outcome } = query;
  const { before = Number.POSITIVE_INFINITY, after = 0 } = query;
  return (
    entry.connection === connection &&
    entry.ContentType === contentType &&
    entry.outcome === outcome &&
    entry.sequence < before &&
    entry.sequence > after
  );
}

function weight({
  Content = "",
  ContentType = "",
  ClientToken = "",
  reason = "",
  userAgent = "",
}: JournalEntry): number {
  return entryOverhead + Content.length + ContentType.length + ClientToken.length + reason.length + userAgent.length;
}
