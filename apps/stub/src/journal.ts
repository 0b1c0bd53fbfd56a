import type { Logger } from "pino";
import type { Exchange } from "./exchange.js";
import type { JournalStore, Outcome } from "./store/store.js";

/** Writes down what became of a request, before the caller learns of it: a test that has its answer finds the entry. */
export type Journal = (exchange: Exchange, outcome: Outcome, reason?: string) => Promise<void>;

/** A journal that is kept in the store, and told to the log as far as it holds neither token nor content. */
export function keepJournal(store: JournalStore, log: Logger): Journal {
  return async (exchange, outcome, reason) => {
    const { requestId, receivedAt, connection, userAgent, seen, answer, warnings } = exchange;
    const durationMs = Date.now() - receivedAt.getTime();
    exchange.outcome = outcome;
    await store.append({
      requestId,
      receivedAt: receivedAt.toISOString(),
      durationMs,
      outcome,
      ...(reason !== undefined && { reason }),
      ...answer,
      ...seen,
      ...(connection !== undefined && { connection }),
      ...(userAgent !== undefined && { userAgent }),
      warnings: [...warnings],
    });
    log.info({ requestId, outcome, durationMs, connection, warnings: warnings.map(({ code }) => code) }, "SendEvent");
  };
}
