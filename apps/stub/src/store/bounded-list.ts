/** The last values that were added, as far as they are no more than `most`, and fit into `mostBytes`. */
export class BoundedList<Value> {
  bytes = 0;
  readonly #most: number;
  readonly #mostBytes: number;
  readonly #kept: { value: Value; bytes: number }[] = [];

  constructor(most: number, mostBytes: number) {
    this.#most = most;
    this.#mostBytes = mostBytes;
  }

  add(value: Value, bytes: number): void {
    this.#kept.push({ value, bytes });
    this.bytes += bytes;
    while (this.#kept.length > this.#most || this.bytes > this.#mostBytes) this.bytes -= this.#kept.shift()?.bytes ?? 0;
  }

  /** Oldest first. */
  get values(): Value[] {
    return this.#kept.map(({ value }) => value);
  }

  /** Those at the end that are meant, oldest first. */
  lastOf(isMeant: (value: Value) => boolean): Value[] {
    const other = this.#kept.findLastIndex(({ value }) => !isMeant(value));
    return this.#kept.slice(other + 1).map(({ value }) => value);
  }
}
