import type { JournalEntry } from "./api.js";
import { isAccepted } from "./filter.js";

/** How many seconds the chart shows. */
export const seconds = 60;

/** What happened in one second. */
export interface Second {
  accepted: number;
  rejected: number;
  /** The longest time that the stub took, in milliseconds. */
  slowestMs: number;
}

/** The last `seconds` before `now`, a time in milliseconds, oldest first. */
export function rateOf(entries: readonly JournalEntry[], now: number): Second[] {
  const found = Array.from({ length: seconds }, (): Second => ({ accepted: 0, rejected: 0, slowestMs: 0 }));
  const end = Math.floor(now / 1000);
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry === undefined) continue;
    const age = Math.max(0, end - Math.floor(Date.parse(entry.receivedAt) / 1000));
    const second = found[seconds - 1 - age];
    if (second === undefined) break; // the others are older
    second[isAccepted(entry) ? "accepted" : "rejected"] += 1;
    second.slowestMs = Math.max(second.slowestMs, entry.durationMs);
  }
  return found;
}
