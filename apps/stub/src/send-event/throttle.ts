import { headers } from "@sendevent/openapi";
import type { RequestHandler } from "express";
import { StubException } from "../http/exception.js";
import type { Throttle } from "../options.js";
import type { ThrottleStore } from "../store/store.js";

/** Rejects events over the quota, which all connections share, as an account's connections do. */
export function throttle(quota: Throttle, store: ThrottleStore): RequestHandler {
  return async (_request, _response, next) => {
    const waitMs = await store.take(quota);
    if (waitMs > 0) throw throttled(quota, Math.ceil(waitMs / 1000));
    next();
  };
}

function throttled({ rate, burst }: Throttle, seconds: number): StubException {
  const message = `Rate exceeded: the quota is ${rate} requests a second, ${burst} at once; wait ${seconds} s`;
  return new StubException("ThrottlingException", message, { [headers.RetryAfter]: String(seconds) });
}
