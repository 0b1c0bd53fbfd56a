import type { ErrorRequestHandler } from "express";
import type { Logger } from "pino";
import { headers } from "../contract.gen.js";
import { StubException } from "../exception.js";
import type { Journal } from "../journal.js";

/**
 * The one place where an exception becomes status, headers and body. With a journal, the refusal is written down first.
 * What is no refusal is a defect of the stub: the log gets it whole, the caller only learns that there is one.
 */
export function errorReply(log: Logger, journal?: Journal): ErrorRequestHandler {
  return async (error, _request, response, _next) => {
    const exception = error instanceof StubException ? error : fromLibrary(error);
    if (exception === defect) log.error({ err: error, requestId: response.locals.exchange.requestId }, "a defect");
    await journal?.(response.locals.exchange, exception.name, exception.message);
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    response
      .status(exception.status)
      .set({ ...exception.headers, [headers.ErrorType]: exception.name })
      .json({ Message: exception.message });
  };
}

/** What the body parser throws, in the contract's words. Anything else is a defect of the stub. */
function fromLibrary(error: unknown): StubException {
  if (!(error instanceof Error) || !("type" in error)) return defect;
  switch (error.type) {
    case "entity.too.large":
      return tooLarge("limit" in error ? error.limit : undefined);
    case "encoding.unsupported":
      return new StubException("UnsupportedMediaTypeException", "The body must be plain: leave Content-Encoding out");
    case "request.aborted":
    case "request.size.invalid":
      return new StubException("SerializationException", "The body is shorter than its Content-Length: send all of it");
    default:
      return defect;
  }
}

const defect = new StubException("InternalServerException", "The stub failed: please report what you sent");

function tooLarge(limit: unknown): StubException {
  return new StubException("RequestEntityTooLargeException", `The body is larger than ${limit} bytes: send less`, {
    Connection: "close", // what is left of the body is not worth reading
  });
}
