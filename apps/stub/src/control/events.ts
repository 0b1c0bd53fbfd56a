import { once } from "node:events";
import type { Response } from "express";
import { deadline } from "../deadline.js";
import type { JournalFilter, Memory } from "../memory.js";
import type { JournalEntry } from "../store/store.js";
import type { Operations } from "./operations.js";

/** Newest first, page by page. */
export function listEvents(memory: Memory): Operations["listEvents"] {
  return async ({ limit = 1, before, ...filter }, _request, response) => {
    const found = await memory.events(filter, { limit: limit + 1, ...(before !== undefined && { before }) });
    const events = found.slice(0, limit);
    const next = found.length > limit ? events.at(-1)?.sequence : undefined;
    response.json({ events, next });
  };
}

/** Waits for a number of entries, or until the time is up. */
export function waitForEvents(memory: Memory): Operations["waitForEvents"] {
  return async ({ count = 1, timeoutMs = 0, outcome, ...filter }, _request, response) => {
    const wanted: JournalFilter = { ...filter, ...(outcome !== undefined && { outcome }) };
    const events = await memory.waitForEvents(count, wanted, { timeoutMs, left: disconnected(response) });
    response.json({ events, complete: events.length >= count });
  };
}

/** Follows the journal as server-sent events. */
export function streamEvents(memory: Memory): Operations["streamEvents"] {
  return async ({ "Last-Event-ID": lastSeen }, _request, response) => {
    using until = deadline([disconnected(response), memory.closing]);
    const { signal } = until;
    response
      .writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store", Connection: "close" })
      .flushHeaders();
    for await (const entry of memory.follow(lastSeen, signal)) {
      if (!response.write(serverSentEvent(entry))) await drained(response, signal);
    }
    response.end();
  };
}

function serverSentEvent(entry: JournalEntry): string {
  return `id: ${entry.sequence}\nevent: entry\ndata: ${JSON.stringify(entry)}\n\n`;
}

/** Aborts when the client disconnects, also if it did before anybody asked. */
function disconnected(response: Response): AbortSignal {
  const controller = new AbortController();
  if (response.closed) controller.abort();
  response.once("close", () => controller.abort());
  return controller.signal;
}

/** Waits until a slow client has read what was written, or has disconnected: what it has not read stays in the journal. */
async function drained(response: Response, signal: AbortSignal): Promise<void> {
  await once(response, "drain", { signal }).catch(() => {});
}
