import { EventEmitter, once } from "node:events";
import type { JournalEntry, JournalQuery, JournalStore } from "./store.js";

const maxBytes = 16 * 1024 * 1024;
/** What the objects around an entry take beside its text, roughly. */
const entryOverhead = 512;

/** A journal in memory, which drops its oldest entries when there are more than `max`, or than fit into 16 MiB. */
export class MemoryJournal implements JournalStore {
  dropped = 0;
  readonly #max: number;
  readonly #appended = new EventEmitter().setMaxListeners(0);
  /** By sequence, without gaps, so that finding one costs the same in a journal of any length. */
  readonly #entries = new Map<number, { entry: JournalEntry; bytes: number }>();
  #bytes = 0;
  #newest = 0;
  #waking: NodeJS.Immediate | undefined;

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#entries.size;
  }

  async append(given: Omit<JournalEntry, "sequence">): Promise<JournalEntry> {
    this.#newest += 1;
    const entry = { sequence: this.#newest, ...given };
    const bytes = bytesOf(entry);
    this.#entries.set(entry.sequence, { entry, bytes });
    this.#bytes += bytes;
    while (this.#entries.size > this.#max || this.#bytes > maxBytes) {
      this.#bytes -= this.#entries.get(this.#oldest)?.bytes ?? 0;
      this.#entries.delete(this.#oldest);
      this.dropped += 1;
    }
    // Once for all requests that arrived together.
    this.#waking ??= setImmediate(() => {
      this.#waking = undefined;
      this.#appended.emit("entry");
    });
    return entry;
  }

  async read({ order, limit, before = Number.POSITIVE_INFINITY, after = 0, ...filter }: JournalQuery) {
    const found: JournalEntry[] = [];
    const first = Math.max(this.#oldest, after + 1);
    const last = Math.min(this.#newest, before - 1);
    for (let offset = 0; offset <= last - first && found.length < limit; offset += 1) {
      const kept = this.#entries.get(order === "oldest first" ? first + offset : last - offset);
      if (kept && matches(kept.entry, filter)) found.push(kept.entry);
    }
    return found;
  }

  async newest(): Promise<number> {
    return this.#newest;
  }

  async waitFor(seen: number, signal: AbortSignal): Promise<void> {
    if (this.#newest !== seen || signal.aborted) return;
    await once(this.#appended, "entry", { signal }).catch(() => {}); // the caller looks at the signal itself
  }

  /** Removes all entries. Sequences continue, so that none means two entries. */
  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }

  get #oldest(): number {
    return this.#newest - this.#entries.size + 1;
  }
}

function matches(entry: JournalEntry, filter: Pick<JournalQuery, "connection" | "contentType" | "outcome">): boolean {
  const { connection, contentType = entry.ContentType, outcome = entry.outcome } = filter;
  return (
    (connection === undefined || connection.some((fingerprint) => fingerprint === entry.connection)) &&
    entry.ContentType === contentType &&
    entry.outcome === outcome
  );
}

function bytesOf({ warnings, ...entry }: JournalEntry): number {
  const texts = [...Object.values(entry), ...warnings.flatMap(({ code, message }) => [code, message])].map(String);
  return texts.reduce((sum, text) => sum + text.length * (/[\u0100-\uffff]/.test(text) ? 2 : 1), entryOverhead);
}
