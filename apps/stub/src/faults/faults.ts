import { setTimeout as delay } from "node:timers/promises";
import type { RequestHandler } from "express";
import type { Entropy } from "../entropy.js";
import { inputOf } from "../exchange.js";
import { fingerprint } from "../fingerprint.js";
import type { Journal } from "../journal.js";
import type { Store } from "../store/store.js";
import { breakConnection } from "./break-connection.js";
import { staged } from "./fault.js";
import { preferredEffect } from "./prefer.js";
import { reservedEffect } from "./reserved-token.js";

/** Fails as it was told to: by a reserved token, by the header `Prefer`, or by a staged fault, in that order. */
export function faults(
  store: Pick<Store, "counters" | "faults">,
  entropy: Entropy,
  journal: Journal,
  closing: AbortSignal,
): RequestHandler {
  return async (request, response, next) => {
    const { ConnectionToken, ContentType, ClientToken } = inputOf(response);
    const effect =
      (await reservedEffect(ConnectionToken, ClientToken, store.counters)) ??
      preferredEffect(request.get("prefer")) ??
      (await store.faults.take(
        { contentType: ContentType, connection: fingerprint(ConnectionToken) },
        await entropy.chance(),
      ));
    if (effect === undefined) return next();
    if (effect.delayMs !== undefined) await pause(effect.delayMs, closing);
    const refusal = staged(effect);
    if (refusal) throw refusal;
    if (effect.connection === undefined) return next();
    await journal(response.locals.exchange, effect.connection);
    breakConnection[effect.connection](response, closing);
  };
}

/** Waits, but not past the stub's own end: what is in flight then is answered at once. */
async function pause(ms: number, closing: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal: closing }).catch(() => {});
}
