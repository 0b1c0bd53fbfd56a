import type { components } from "@sendevent/openapi";
import type { Request, Response } from "express";
import { start } from "../http/request-id.js";
import type { Log } from "../log.js";
import { contentTypeLabel, type Metrics } from "../metrics.js";
import type { AcceptedEvent, Delivery, JournalEntry, JournalStore, Outcome, Replay } from "../store/store.js";

/** What is known of a request when it is recorded: little, when it never reached the pipeline. */
export type RecordedRequest = Pick<
  Express.Locals,
  "requestId" | "receivedAt" | "connection" | "userAgent" | "warnings" | "fault"
> &
  Pick<JournalEntry, "method" | "path" | "headers"> & { readonly body?: unknown };

type Result = components["schemas"]["SentEvent"];

/** Records requests and their outcomes, before the caller learns of them: a test that has its response finds the entry. */
export interface Journal {
  /** Records a request that is not accepted. */
  record(request: RecordedRequest, outcome: Outcome, reason?: string): Promise<void>;
  /**
   * Records an event, and resolves to its response: `drawn`, or the first one if the event is a replay. Only in the first case
   * it is delivered. Resolves to nothing, and records nothing, when the replay's key was used for another payload.
   */
  accept(
    request: RecordedRequest,
    drawn: Result,
    replay: Replay | undefined,
    delivery: Delivery | undefined,
  ): Promise<Result | undefined>;
}

/** What a message quotes are names that the caller made up. */
const quoted = /"(?:[^"\\]|\\.)*"/g;

/** A journal that is kept in the store; log and metrics get what is neither token nor content, and the contract's own names alone. */
export function keepJournal(store: JournalStore, log: Log, metrics: Metrics, namespace: string): Journal {
  const report = async (entry: JournalEntry, fault: string | undefined) => {
    const { requestId, outcome, durationMs, connection, warnings } = entry;
    const contentType = contentTypeLabel(entry.ContentType);
    await metrics.observe({ outcome, contentType, durationMs, fault });
    const codes = warnings.map(({ code }) => code);
    const reason = entry.reason?.replace(quoted, '"…"');
    const where = namespace === "" ? {} : { namespace };
    log.info(
      { requestId, ...where, contentType, outcome, reason, durationMs, connection, warnings: codes },
      "SendEvent",
    );
  };
  return {
    async record(request, outcome, reason) {
      const given = { ...entryOf(request), outcome, ...(reason !== undefined && { reason }) };
      await report(await store.append(given), request.fault);
    },
    async accept(request, drawn, replay, delivery) {
      const entry = await store.accept({ ...entryOf(request), ...drawn }, replay, delivery);
      if (entry === undefined) return undefined;
      await report(entry, request.fault);
      return { Id: entry.Id, AbsoluteTime: entry.AbsoluteTime };
    },
  };
}

/** The request that a response is for, as far as it is known by now. */
export function requestOf({ locals, req }: Response): RecordedRequest {
  const { requestId, receivedAt, connection, userAgent, warnings, fault } = locals;
  const { method, originalUrl, body } = req;
  const known = { requestId, receivedAt, connection, userAgent, warnings, fault };
  return { ...known, method, path: start(originalUrl, "?"), headers: headersOf(req), body };
}

/** The headers but the token's that decide about the response. */
const deciding = ["accept", "content-type", "origin", "prefer"];

function headersOf(request: Request): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of deciding) {
    const value = request.get(name);
    if (value !== undefined) kept[name] = start(value);
  }
  return kept;
}

/** What an entry has of a request, whatever its outcome. */
function entryOf(request: RecordedRequest): Omit<AcceptedEvent, "Id" | "AbsoluteTime"> {
  const { requestId, receivedAt, connection, userAgent, method, path, headers, body, warnings = [] } = request;
  const entry: ReturnType<typeof entryOf> = {
    requestId,
    receivedAt: receivedAt.toISOString(),
    durationMs: Date.now() - receivedAt.getTime(),
    warnings: [...warnings],
  };
  if (connection !== undefined) entry.connection = connection;
  if (userAgent !== undefined) entry.userAgent = userAgent;
  if (method !== undefined) entry.method = method;
  if (path !== undefined) entry.path = path;
  if (headers !== undefined) entry.headers = headers;
  if (typeof body !== "object" || body === null) return entry;
  for (const name of members) {
    const value: unknown = Reflect.get(body, name);
    if (typeof value === "string") entry[name] = value;
  }
  return entry;
}

/** The members of an event are kept as they came, as far as they are strings: also those that the contract rejects. */
const members = ["ContentType", "Content", "ClientToken"] as const;
