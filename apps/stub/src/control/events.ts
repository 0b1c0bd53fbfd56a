import { once } from "node:events";
import type { Response } from "express";
import { LRUCache } from "lru-cache";
import { deadline } from "../deadline.js";
import type { Operations } from "../http/operations.js";
import { followJournal, queryOf, waitForEntries } from "../store/read-journal.js";
import type { JournalEntry, JournalStore } from "../store/store.js";
import type { operations } from "./schema.gen.js";

/** So often, in milliseconds, a stream says that it is still there: proxies close a connection that is silent for a minute. */
const heartbeatMs = 15_000;

/** The operations that read the journal. What is still open ends when `closing` aborts. */
export function eventOperations(
  closing: AbortSignal,
): Pick<Operations<operations>, "listEvents" | "waitForEvents" | "streamEvents"> {
  // Followers are told of an entry at the same time: it is serialized once for all of them.
  const messages = new LRUCache<JournalEntry, string>({ max: 100, memoMethod: serverSentEvent });
  // The validator has put the document's defaults in place: those below are for the compiler alone.
  return {
    async listEvents({ limit = 1, before = Number.POSITIVE_INFINITY, ...filter }, _request, response) {
      const found = await journalOf(response).read({
        ...queryOf(filter),
        before,
        limit: limit + 1,
        order: "newest first",
      });
      const events = found.slice(0, limit);
      const next = found.length > limit ? events.at(-1)?.sequence : undefined;
      response.json({ events, next });
    },
    async waitForEvents({ count = 1, after = 0, timeoutMs = 0, ...filter }, _request, response) {
      using until = deadline([disconnected(response), closing], timeoutMs);
      const events = await waitForEntries(journalOf(response), count, after, filter, until.signal);
      response.json({ events, complete: events.length >= count });
    },
    async streamEvents({ "Last-Event-ID": lastSeen }, _request, response) {
      using until = deadline([disconnected(response), closing]);
      const { signal } = until;
      response
        .writeHead(200, {
          "Content-Type": "text/event-stream",
          "Cache-Control": "no-store",
          "X-Accel-Buffering": "no", // nginx would collect entries before it passes them on
          Connection: "close",
        })
        .flushHeaders();
      const heartbeat = setInterval(() => response.writableNeedDrain || response.write(":\n\n"), heartbeatMs);
      response.once("close", () => clearInterval(heartbeat));
      for await (const entries of followJournal(journalOf(response), lastSeen, signal)) {
        const text = entries.map((entry) => messages.memo(entry)).join("");
        // A slow client reads what was written, or disconnects: what it has not read stays in the journal.
        if (!response.write(text)) await once(response, "drain", { signal }).catch(() => {});
      }
      response.end();
    },
  };
}

function journalOf(response: Response): JournalStore {
  return response.locals.namespace.store.journal;
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
