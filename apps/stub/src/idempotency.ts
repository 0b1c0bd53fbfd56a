import type { RequestHandler } from "express";
import type { Entropy } from "./entropy.js";
import { StubException } from "./exception.js";
import { inputOf } from "./exchange.js";
import { digest } from "./fingerprint.js";
import type { Idempotency } from "./options.js";
import type { ReplayStore } from "./store/store.js";

/**
 * Answers the event: a new one with an Id and a time of its own, a repeated one with the first answer. Both requests of
 * a concurrent pair draw an answer, and the store keeps the first, so that neither needs to wait for the other.
 */
export function idempotency(
  mode: Idempotency,
  windowMs: number,
  replays: ReplayStore,
  entropy: Entropy,
): RequestHandler {
  return async (_request, response, next) => {
    const { exchange } = response.locals;
    const { ConnectionToken, ClientToken, ContentType, Content } = inputOf(response);
    const drawn = { Id: await entropy.uuid("event"), AbsoluteTime: (await entropy.time()).toISOString() };
    const payload = digest(ContentType, Content);
    // Some clients send one constant ClientToken with every receipt: by default the payload is part of the key.
    const key = digest(ConnectionToken, ClientToken, mode === "window" ? payload : undefined);
    const first = ClientToken ? await replays.remember(key, { ...drawn, payload }, windowMs) : { ...drawn, payload };
    if (first.payload !== payload) {
      throw new StubException("ConflictException", "ClientToken was used for another event: give each event its own");
    }
    exchange.answer = { Id: first.Id, AbsoluteTime: first.AbsoluteTime };
    exchange.outcome = first.Id === drawn.Id ? "accepted" : "replayed";
    next();
  };
}
