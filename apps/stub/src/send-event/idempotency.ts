import type { RequestHandler } from "express";
import { digest } from "../fingerprint.js";
import { StubException } from "../http/exception.js";
import type { Idempotency } from "../options.js";
import type { RandomSource } from "../random-source.js";
import type { Store } from "../store/store.js";

/**
 * Gives a new event an Id and a time of its own, and a repeated one those of its first response. Both requests of a
 * concurrent pair draw a response, and the store keeps the first, so that neither needs to wait for the other.
 */
export function idempotency(
  mode: Idempotency,
  windowMs: number,
  replays: Store["replays"],
  random: RandomSource,
): RequestHandler {
  return async (_request, response, next) => {
    const { connection, ClientToken, ContentType, Content } = response.locals.event;
    const drawn = { Id: await random.uuid("event"), AbsoluteTime: (await random.time()).toISOString() };
    const payload = digest(ContentType, Content);
    // Some clients send one constant ClientToken with every receipt: by default the payload is part of the key.
    const key = digest(connection, ClientToken, mode === "window" ? payload : undefined);
    const first = ClientToken ? await replays.remember(key, { ...drawn, payload }, windowMs) : { ...drawn, payload };
    if (first.payload !== payload) {
      throw new StubException("ConflictException", "ClientToken was used for another event: give each event its own");
    }
    response.locals.result = { Id: first.Id, AbsoluteTime: first.AbsoluteTime };
    response.locals.outcome = first.Id === drawn.Id ? "accepted" : "replayed";
    next();
  };
}
