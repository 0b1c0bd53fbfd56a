import type { RequestHandler, Response } from "express";
import type { Log } from "../log.js";
import { contentTypeLabel, type Metrics } from "../metrics.js";
import type { JournalStore, Outcome } from "../store/store.js";

/** What is known of a request when it is recorded: little, when it never reached the pipeline. */
export type RecordedRequest = Pick<
  Express.Locals,
  "requestId" | "receivedAt" | "connection" | "userAgent" | "warnings" | "fault"
> &
  Partial<Pick<Express.Locals, "result">> & { readonly body?: unknown };

/** Records a request and its outcome, before the caller learns of it: a test that has its response finds the entry. */
export type Journal = (request: RecordedRequest, outcome: Outcome, reason?: string) => Promise<void>;

/** What a message quotes are names that the caller made up. */
const quoted = /"(?:[^"\\]|\\.)*"/g;

/** A journal that is kept in the store; log and metrics get what is neither token nor content, and the contract's own names alone. */
export function keepJournal(store: JournalStore, log: Log, metrics: Metrics): Journal {
  return async (request, outcome, reason) => {
    const { requestId, receivedAt, connection, userAgent, result, body, warnings = [], fault } = request;
    const durationMs = Date.now() - receivedAt.getTime();
    const members = membersOf(body);
    const contentType = contentTypeLabel(members.ContentType);
    await store.append({
      requestId,
      receivedAt: receivedAt.toISOString(),
      durationMs,
      outcome,
      ...(reason !== undefined && { reason }),
      ...result,
      ...members,
      ...(connection !== undefined && { connection }),
      ...(userAgent !== undefined && { userAgent }),
      warnings: [...warnings],
    });
    await metrics.observe({ outcome, contentType, durationMs, fault });
    const codes = warnings.map(({ code }) => code);
    const why = reason?.replace(quoted, '"…"');
    log.info({ requestId, contentType, outcome, reason: why, durationMs, connection, warnings: codes }, "SendEvent");
  };
}

/** Responds to an accepted event, once it is in the journal. */
export function respond(journal: Journal): RequestHandler {
  return async (_request, response) => {
    const { result, outcome } = response.locals;
    await journal(requestOf(response), outcome);
    response.json(result);
  };
}

/** The request that a response is for, as far as it is known by now. */
export function requestOf({ locals, req }: Response): RecordedRequest {
  return { ...locals, body: req.body };
}

/** The members of an event as they came, as far as they are strings: also those that the contract rejects. */
function membersOf(body: unknown): { ContentType?: string; Content?: string; ClientToken?: string } {
  if (typeof body !== "object" || body === null) return {};
  const names = ["ContentType", "Content", "ClientToken"] as const;
  const members = names.map((name) => [name, Reflect.get(body, name)]);
  return Object.fromEntries(members.filter(([, value]) => typeof value === "string"));
}
