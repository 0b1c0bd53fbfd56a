import { type Baseline, type Fault, type FaultStore, mostFaults } from "./store.js";

/** Faults in memory: those of the baseline, and at most 1,000 that were staged, in the order in which they were staged. */
export class MemoryFaults implements FaultStore {
  readonly #baseline: Baseline;
  readonly #staged = new Map<string, Fault>();
  readonly #removed = new Set<string>();
  readonly #counts = new Map<string, { seen: number; hits: number }>();

  constructor(baseline: Baseline) {
    this.#baseline = baseline;
  }

  get size(): number {
    return this.#all.length;
  }

  async add(fault: Fault): Promise<boolean> {
    if (this.#staged.size >= mostFaults) return false;
    this.#staged.set(fault.id, fault);
    return true;
  }

  async list(): Promise<Fault[]> {
    return this.#all.map((fault) => ({ ...fault, hits: this.#counts.get(fault.id)?.hits ?? 0 }));
  }

  async remove(id: string): Promise<boolean> {
    if (!this.#find(id)) return false;
    if (!this.#staged.delete(id)) this.#removed.add(id);
    this.#counts.delete(id);
    return true;
  }

  async hit(candidates: readonly Fault[], chance: number): Promise<Fault | undefined> {
    let left = chance;
    for (const { id, skip, times = Number.POSITIVE_INFINITY, probability } of candidates) {
      const fault = this.#find(id);
      const count = this.#counts.get(id) ?? { seen: 0, hits: 0 };
      if (fault === undefined || count.hits >= times) continue;
      this.#counts.set(id, count);
      count.seen += 1;
      if (count.seen <= skip) continue;
      if (left < probability) {
        count.hits += 1;
        return { ...fault, hits: count.hits };
      }
      // What is left of the chance is evenly spread again, for the next fault to draw from.
      left = (left - probability) / (1 - probability);
    }
    return undefined;
  }

  /** Goes back to the baseline, or to what it has of one connection. */
  reset(connection?: string): void {
    const isMeant = (fault: Fault) => connection === undefined || fault.connectionFingerprint === connection;
    for (const { id } of [...this.#staged.values(), ...this.#baseline.faults].filter(isMeant)) {
      this.#staged.delete(id);
      this.#removed.delete(id);
      this.#counts.delete(id);
    }
  }

  #find(id: string): Fault | undefined {
    const inBaseline = this.#removed.has(id) ? undefined : this.#baseline.faults.find((fault) => fault.id === id);
    return this.#staged.get(id) ?? inBaseline;
  }

  get #all(): Fault[] {
    return [...this.#baseline.faults.filter(({ id }) => !this.#removed.has(id)), ...this.#staged.values()];
  }
}
