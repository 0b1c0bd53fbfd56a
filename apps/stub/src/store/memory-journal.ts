import { EventEmitter, once } from "node:events";
import { matches } from "./matches.js";
import type { JournalEntry, JournalQuery, Limits } from "./store.js";

/** What the objects around an entry take beside its text, roughly. */
const entryOverhead = 512;

/**
 * A journal in memory. It keeps the newest `events` entries as far as they fit into `maxBytes`, for as long as they are not
 * older than `ageMs`.
 */
export class MemoryJournal {
  dropped = 0;
  readonly #limits: Limits & { readonly maxBytes: number };
  readonly #appended = new EventEmitter().setMaxListeners(0);
  /** By sequence, so that finding one costs the same in a journal of any length. */
  readonly #entries = new Map<number, { entry: JournalEntry; bytes: number }>();
  #bytes = 0;
  #newest = 0;
  /** No entry that is kept has a smaller sequence. */
  #oldest = 1;
  #waking: NodeJS.Immediate | undefined;

  constructor(limits: Limits & { readonly maxBytes: number }) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#entries.size;
  }

  append<Given extends Omit<JournalEntry, "sequence">>(given: Given): Given & { sequence: number } {
    this.#newest += 1;
    const entry = { sequence: this.#newest, ...given };
    const bytes = bytesOf(entry);
    this.#entries.set(entry.sequence, { entry, bytes });
    this.#bytes += bytes;
    this.#dropOld();
    // Once for all requests that arrived together.
    this.#waking ??= setImmediate(() => {
      this.#waking = undefined;
      this.#appended.emit("entry");
    });
    return entry;
  }

  read({ order, limit, before = Number.POSITIVE_INFINITY, after = 0, ...filter }: JournalQuery): JournalEntry[] {
    this.#dropOld();
    const found: JournalEntry[] = [];
    const first = Math.max(this.#oldest, after + 1);
    const last = Math.min(this.#newest, before - 1);
    for (let offset = 0; offset <= last - first && found.length < limit; offset += 1) {
      const kept = this.#entries.get(order === "oldest first" ? first + offset : last - offset);
      if (kept && matches(kept.entry, filter)) found.push(kept.entry);
    }
    return found;
  }

  get newest(): number {
    return this.#newest;
  }

  async waitFor(seen: number, signal: AbortSignal): Promise<void> {
    if (this.#newest !== seen || signal.aborted) return;
    await once(this.#appended, "entry", { signal }).catch(() => {}); // the caller looks at the signal itself
  }

  /** Removes all entries, or those of one connection. Sequences continue, so that none means two entries. */
  clear(connection?: string): void {
    for (const [sequence, { entry }] of this.#entries) {
      if (connection === undefined || entry.connection === connection) this.#remove(sequence);
    }
    if (connection === undefined) this.#oldest = this.#newest + 1;
  }

  #dropOld(): void {
    const { events, ageMs, maxBytes } = this.#limits;
    const since = Date.now() - ageMs;
    for (; this.#oldest <= this.#newest; this.#oldest += 1) {
      const kept = this.#entries.get(this.#oldest);
      const isYoung = kept !== undefined && Date.parse(kept.entry.receivedAt) >= since;
      if (isYoung && this.#oldest > this.#newest - events && this.#bytes <= maxBytes) return;
      if (this.#remove(this.#oldest)) this.dropped += 1;
    }
  }

  #remove(sequence: number): boolean {
    this.#bytes -= this.#entries.get(sequence)?.bytes ?? 0;
    return this.#entries.delete(sequence);
  }
}

function bytesOf({ warnings, headers = {}, ...entry }: JournalEntry): number {
  const texts = warnings.flatMap(({ code, message }) => [code, message]);
  let bytes = entryOverhead;
  for (const text of [...Object.values(entry), ...Object.values(headers), ...texts]) {
    if (typeof text === "string") bytes += text.length * (/[\u0100-\uffff]/.test(text) ? 2 : 1);
  }
  return bytes;
}
