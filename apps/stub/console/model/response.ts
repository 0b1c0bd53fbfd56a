import { exceptions, headers, protocolExceptions } from "@sendevent/openapi";
import type { JournalEntry } from "./api.js";

const statuses = new Map<string, number>(Object.entries({ ...exceptions, ...protocolExceptions }));

/** The response to a request, as far as its entry tells. */
export interface ShownResponse {
  /** Absent where the connection broke, and where a fault chose it. */
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** The HTTP status of an outcome, if it has one of its own. */
export function statusOf({ outcome }: Pick<JournalEntry, "outcome">): number | undefined {
  return outcome === "accepted" || outcome === "replayed" ? 200 : statuses.get(outcome);
}

/** The response that the caller got. */
export function responseOf(entry: JournalEntry): ShownResponse {
  const { outcome, reason, requestId, Id, AbsoluteTime } = entry;
  const status = statusOf(entry);
  const own = { [headers.RequestId]: requestId };
  if (status === undefined) return { headers: own };
  if (status === 200) return { status, headers: own, body: { Id, AbsoluteTime } };
  return { status, headers: { ...own, [headers.ErrorType]: outcome }, body: { Message: reason } };
}
