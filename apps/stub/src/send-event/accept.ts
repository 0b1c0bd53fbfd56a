import type { RequestHandler } from "express";
import { deliveryOf } from "../chat/items.js";
import { digest } from "../fingerprint.js";
import { StubException } from "../http/exception.js";
import { sendJson } from "../http/json.js";
import type { Settings } from "../options.js";
import { requestOf } from "./journal.js";

/**
 * Gives a new event an Id and a time of its own, and a repeated one those of its first response; records it, delivers it to
 * its chat if there is one, and responds.
 * All requests draw a response, and the store keeps the first of concurrent ones, so that none needs to wait for another.
 */
export function accept({
  idempotency,
  idempotencyWindowMs: ttlMs,
}: Pick<Settings, "idempotency" | "idempotencyWindowMs">): RequestHandler {
  return async (_request, response) => {
    const { event, namespace, member } = response.locals;
    const { connection, ClientToken, ContentType, Content } = event;
    const { random, journal } = namespace;
    const drawn = { Id: await random.uuid("event"), AbsoluteTime: (await random.time()).toISOString() };
    const payload = digest(ContentType, Content);
    // Some clients send one constant ClientToken with every receipt: by default the payload is part of the key.
    const key = digest(ClientToken, idempotency === "window" ? payload : undefined);
    const replay = ClientToken ? { connection, key, payload, ttlMs } : undefined;
    const delivery = member && deliveryOf(member, event, drawn);
    const result = await journal.accept(requestOf(response), drawn, replay, delivery);
    if (result === undefined) {
      throw new StubException("ConflictException", "ClientToken was used for another event: give each event its own");
    }
    sendJson(response, 200, result);
  };
}
