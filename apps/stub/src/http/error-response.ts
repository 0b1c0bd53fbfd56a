import { headers } from "@sendevent/openapi";
import type { ErrorRequestHandler, Request, Response } from "express";
import { error as errors } from "express-openapi-validator";
import type { Log } from "../log.js";
import { StoreError } from "../store/store-error.js";
import { StubException } from "./exception.js";
import { sendJson } from "./json.js";
import { describe, type Vocabulary } from "./violations.js";

/**
 * The one place where an error becomes status, headers and body. What is no exception of the contract is a defect of the
 * stub: the log gets it whole, the caller only learns that there is one. `record` learns of each error response before the caller does.
 */
export function errorResponse(
  log: Log,
  vocabulary: Vocabulary,
  record?: (response: Response, exception: StubException) => Promise<void>,
): ErrorRequestHandler {
  return async (error, request, response, _next) => {
    if (request.socket.destroyed) return; // the client disconnected
    const { requestId } = response.locals;
    let exception = error instanceof StubException ? error : fromLibrary(error, request, vocabulary);
    if (exception === defect) log.error({ err: error, requestId }, "defect");
    try {
      if (error instanceof StoreError) throw error;
      await record?.(response, exception);
    } catch (failure) {
      if (!(failure instanceof StoreError)) throw failure;
      log.error({ requestId }, failure.message);
      exception = unavailable;
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.set({ ...exception.headers, [headers.ErrorType]: exception.name });
    sendJson(response, exception.status, { Message: exception.message });
  };
}

const defect = new StubException("InternalServerException", "The stub failed: please report what you sent");

/** What could not be recorded did not happen: the caller is to try again. */
const unavailable = new StubException("InternalServerException", "The stub cannot reach its store: try again");

/** What the validator, the router and the body parser report, as exceptions of the contract. */
function fromLibrary(error: unknown, request: Request, vocabulary: Vocabulary): StubException {
  if (error instanceof StoreError) return unavailable;
  if (error instanceof errors.BadRequest) {
    return new StubException("ValidationException", describe(error.errors, request, vocabulary));
  }
  if (error instanceof errors.Unauthorized) {
    const message = "Access denied: send the ConnectionToken in the header X-Amz-Bearer";
    return new StubException("AccessDeniedException", message);
  }
  if (error instanceof errors.NotFound) return new StubException("UnknownOperationException", vocabulary.unknownPath);
  if (error instanceof errors.MethodNotAllowed) {
    const Allow = `${error.headers?.Allow}`.split(", ").reverse().join(", "); // the validator reverses the document's order
    const message = `The method ${request.method} is not allowed here: use ${Allow}`;
    return new StubException("MethodNotAllowedException", message, { [headers.Allow]: Allow });
  }
  if (!(error instanceof Error && "type" in error)) return defect;
  if (error.type === "entity.too.large" && "limit" in error) {
    return new StubException(
      "RequestEntityTooLargeException",
      `The body is larger than ${error.limit} bytes: send less`,
    );
  }
  if (error.type === "encoding.unsupported") {
    return new StubException("UnsupportedMediaTypeException", "The body must be plain: omit Content-Encoding");
  }
  return defect;
}
