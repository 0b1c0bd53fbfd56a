import type { JournalEntry, JournalQuery } from "./store.js";

/** Whether a query means an entry, leaving aside where it starts and ends. */
export function matches(
  entry: JournalEntry,
  {
    connection,
    contentType = entry.ContentType,
    outcome = entry.outcome,
  }: Pick<JournalQuery, "connection" | "contentType" | "outcome">,
): boolean {
  return (
    (connection === undefined || connection.some((fingerprint) => fingerprint === entry.connection)) &&
    entry.ContentType === contentType &&
    entry.outcome === outcome
  );
}
