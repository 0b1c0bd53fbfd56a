import type { Fault, FaultStore } from "./store.js";

const max = 1_000;

/** Staged faults in memory, in the order in which they were staged: at most 1,000. */
export class MemoryFaults implements FaultStore {
  readonly #staged = new Map<string, { fault: Fault; seen: number; hits: number }>();

  get size(): number {
    return this.#staged.size;
  }

  async add(fault: Fault): Promise<boolean> {
    if (this.#staged.size >= max) return false;
    this.#staged.set(fault.id, { fault, seen: 0, hits: 0 });
    return true;
  }

  async list(): Promise<Fault[]> {
    return [...this.#staged.values()].map(({ fault, hits }) => ({ ...fault, hits }));
  }

  async remove(id: string): Promise<boolean> {
    return this.#staged.delete(id);
  }

  async take(event: { contentType: string; connection: string }, chance: number): Promise<Fault | undefined> {
    let left = chance;
    for (const staged of this.#staged.values()) {
      const { fault } = staged;
      const { contentType = event.contentType, connectionFingerprint = event.connection } = fault;
      const { skip, times = Number.POSITIVE_INFINITY, probability } = fault;
      const isMeant = contentType === event.contentType && connectionFingerprint === event.connection;
      if (!isMeant || staged.hits >= times) continue;
      staged.seen += 1;
      if (staged.seen <= skip) continue;
      if (left < probability) {
        staged.hits += 1;
        return { ...fault, hits: staged.hits };
      }
      // What is left of the chance is evenly spread again, for the next fault to draw from.
      left = (left - probability) / (1 - probability);
    }
    return undefined;
  }

  clear(): void {
    this.#staged.clear();
  }
}
