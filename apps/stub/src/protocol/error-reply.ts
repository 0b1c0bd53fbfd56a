import { headers } from "@sendevent/openapi";
import type { ErrorRequestHandler } from "express";
import type { Logger } from "pino";
import { StubException } from "../exception.js";
import type { Journal } from "../journal.js";
import { bodyTooLarge, encoded } from "./body.js";

/**
 * The one place where an exception becomes status, headers and body. With a journal, the refusal is written down first.
 * What is no refusal is a defect of the stub: the log gets it whole, the caller only learns that there is one.
 */
export function errorReply(log: Logger, journal?: Journal): ErrorRequestHandler {
  return async (error, _request, response, _next) => {
    if (response.destroyed || response.socket?.destroyed) return; // the caller has left, or the server has refused
    const exception = error instanceof StubException ? error : fromLibrary(error);
    if (exception === defect) log.error({ err: error, requestId: response.locals.exchange.requestId }, "a defect");
    await journal?.(response.locals.exchange, exception.name, exception.message);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response
      .status(exception.status)
      .set({ ...exception.headers, [headers.ErrorType]: exception.name })
      .json({ Message: exception.message });
  };
}

/** What the router and the body parser throw, in the contract's words. Anything else is a defect of the stub. */
function fromLibrary(error: unknown): StubException {
  if (error instanceof URIError)
    return new StubException("UnknownOperationException", "The path is not a path: mend its %");
  if (!(error instanceof Error) || !("type" in error)) return defect;
  switch (error.type) {
    case "entity.too.large":
      return bodyTooLarge("limit" in error ? Number(error.limit) : undefined);
    case "encoding.unsupported":
      return encoded();
    default:
      return defect;
  }
}

const defect = new StubException("InternalServerException", "The stub failed: please report what you sent");
