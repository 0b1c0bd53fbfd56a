import { setTimeout as delay } from "node:timers/promises";
import type { RequestHandler } from "express";
import type { RandomSource } from "../random-source.js";
import type { Store } from "../store/store.js";
import { breakConnection } from "./break-connection.js";
import { exceptionOf } from "./effect.js";
import { type Journal, requestOf } from "./journal.js";
import { preferredEffect } from "./prefer.js";
import { reservedEffect } from "./reserved-token.js";

/** Fails as it was told to: by a reserved token, by the header `Prefer`, or by a staged fault, in that order. */
export function faults(
  store: Pick<Store, "counters" | "faults">,
  random: RandomSource,
  journal: Journal,
  closing: AbortSignal,
): RequestHandler {
  return async (request, response, next) => {
    const { ConnectionToken, connection, ContentType, ClientToken } = response.locals.event;
    const effect =
      (await reservedEffect(ConnectionToken, ClientToken, store.counters)) ??
      preferredEffect(request.get("prefer")) ??
      (await store.faults.take({ contentType: ContentType, connection }, await random.probability()));
    if (effect === undefined) return next();
    if (effect.delayMs !== undefined) await pause(effect.delayMs, closing);
    const exception = exceptionOf(effect);
    if (exception) throw exception;
    if (effect.connection === undefined) return next();
    await journal(requestOf(response), effect.connection);
    breakConnection[effect.connection](response, closing);
  };
}

/** Waits, but not past the stub's own end: what is in flight then gets its response at once. */
async function pause(ms: number, closing: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal: closing }).catch(() => {});
}
