import type { JournalEntry } from "./api.js";

/** Which entries to show. `""` means all. */
export interface Filter {
  /** Somewhere in the entry, in any case of letters. */
  readonly text: string;
  /** A connection's fingerprint. */
  readonly connection: string;
  readonly contentType: string;
  /** An outcome, `rejected` for all but accepted and replayed ones, or `warned` for those with a warning. */
  readonly outcome: string;
}

export const noFilter: Filter = { text: "", connection: "", contentType: "", outcome: "" };

/** Whether an event was accepted, now or earlier. */
export function isAccepted({ outcome }: JournalEntry): boolean {
  return outcome === "accepted" || outcome === "replayed";
}

/** The entries that a filter means, in their order. */
export function matching(entries: readonly JournalEntry[], filter: Filter): readonly JournalEntry[] {
  if (Object.values(filter).every((value) => value === "")) return entries;
  const { connection, contentType, outcome } = filter;
  const text = new RegExp(filter.text.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i");
  return entries.filter(
    (entry) =>
      (connection === "" || entry.connection === connection) &&
      (contentType === "" || entry.ContentType === contentType) &&
      (outcome === "" || hasOutcome(entry, outcome)) &&
      (filter.text === "" || textsOf(entry).some((value) => value !== undefined && text.test(value))),
  );
}

function hasOutcome(entry: JournalEntry, outcome: string): boolean {
  if (outcome === "rejected") return !isAccepted(entry);
  if (outcome === "warned") return entry.warnings.length > 0;
  return entry.outcome === outcome;
}

function textsOf(entry: JournalEntry): (string | undefined)[] {
  const { outcome, reason, ContentType, Content, ClientToken, Id, requestId, connection, userAgent, path } = entry;
  const codes = entry.warnings.map(({ code }) => code);
  return [outcome, reason, ContentType, Content, ClientToken, Id, requestId, connection, userAgent, path, ...codes];
}
