import { headers } from "@sendevent/openapi";
import type { RequestHandler } from "express";
import { StubException } from "../http/exception.js";
import type { Throttle } from "../options.js";
import type { Store } from "../store/store.js";

/** Rejects events over the quota, if there is one, which all connections share, as an account's connections do. */
export function throttle(quota: Throttle | undefined, store: Store["throttle"]): RequestHandler {
  return async (_request, _response, next) => {
    const waitMs = quota ? await store.take(quota) : 0;
    if (waitMs === 0) return next();
    const seconds = Math.ceil(waitMs / 1000);
    const message = `Rate exceeded: the quota is ${quota?.rate} requests a second, ${quota?.burst} at once; wait ${seconds} s`;
    throw new StubException("ThrottlingException", message, { [headers.RetryAfter]: String(seconds) });
  };
}
