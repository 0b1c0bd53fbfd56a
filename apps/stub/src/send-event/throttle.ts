import { headers } from "@sendevent/openapi";
import type { RequestHandler } from "express";
import { StubException } from "../http/exception.js";
import type { Settings } from "../options.js";

/**
 * Rejects events over the quota, if there is one: all connections share it, as an account's connections do, or each has
 * one of its own.
 */
export function throttle({ throttle: quota, throttlePer }: Pick<Settings, "throttle" | "throttlePer">): RequestHandler {
  return async (_request, { locals: { event, namespace } }, next) => {
    const bucket = throttlePer === "connection" ? event.connection : "";
    const waitMs = quota ? await namespace.store.throttle.take(bucket, quota) : 0;
    if (waitMs === 0) return next();
    const seconds = Math.ceil(waitMs / 1000);
    const message = `Rate exceeded: the quota is ${quota?.rate} requests a second, ${quota?.burst} at once; wait ${seconds} s`;
    throw new StubException("ThrottlingException", message, { [headers.RetryAfter]: String(seconds) });
  };
}
