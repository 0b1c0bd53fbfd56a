import type { JournalEntry } from "./api.js";

/** The most entries that are kept. The stub keeps as many, unless it is told otherwise. */
export const mostEntries = 10_000;
/** The most characters of Content that are kept: as the stub's own journal, it is bounded in size as well. */
const mostContent = 16_000_000;

/** The newest entries of the journal, oldest first. It tells who subscribes of a change, at most once a frame. */
export class Timeline {
  #entries: JournalEntry[] = [];
  #contentLength = 0;
  #announcing: number | undefined;
  readonly #listeners = new Set<() => void>();

  /** Replaced by another array at each change. */
  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** The newest entry. */
  get newest(): JournalEntry | undefined {
    return this.#entries.at(-1);
  }

  append(added: readonly JournalEntry[]): void {
    const entries = [...this.#entries, ...added];
    for (const entry of added) this.#contentLength += entry.Content?.length ?? 0;
    let dropped = Math.max(0, entries.length - mostEntries);
    for (let index = 0; index < dropped || this.#contentLength > mostContent; index += 1) {
      this.#contentLength -= entries[index]?.Content?.length ?? 0;
      dropped = Math.max(dropped, index + 1);
    }
    this.#entries = entries.slice(dropped);
    this.#announce();
  }

  clear(): void {
    this.#entries = [];
    this.#contentLength = 0;
    this.#announce();
  }

  /** Calls `listener` after changes, until what is returned is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #announce(): void {
    this.#announcing ??= requestAnimationFrame(() => {
      this.#announcing = undefined;
      for (const listener of this.#listeners) listener();
    });
  }
}
