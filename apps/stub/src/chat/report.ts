import { headers } from "@sendevent/openapi";
import type { RequestHandler } from "express";
import type { Log } from "../log.js";
import type { Metrics } from "../metrics.js";
import { participantPaths } from "./document.js";

declare global {
  namespace Express {
    interface Locals {
      /** The message of the exception that an operation of a chat was rejected with. */
      rejection?: string;
    }
  }
}

/** Logs what a participant did, and counts it: neither token nor content. It has no journal entry, which are SendEvent's. */
export function reported(log: Log, { chat }: Pick<Metrics, "chat">): RequestHandler {
  return (request, response, next) => {
    const operation = participantPaths.get(request.path) ?? "";
    response.once("close", () => {
      const { requestId, receivedAt, connection, namespace, rejection: reason } = response.locals;
      const outcome = String(response.getHeader(headers.ErrorType) ?? "ok");
      const where = namespace.name === "" ? {} : { namespace: namespace.name };
      const durationMs = Date.now() - receivedAt.getTime();
      log.info({ requestId, ...where, operation, outcome, reason, durationMs, connection }, "chat");
      chat.count("requests", { operation, outcome });
    });
    next();
  };
}
