import { cors, headers, method, operationId, path } from "@sendevent/openapi";
import type { RequestHandler } from "express";
import { StubException } from "../exception.js";

const allowed = cors.AllowMethods.split(",").join(", ");

/** Passes the operation's own method and path on, answers the preflight, and refuses everything else. */
export const resource: RequestHandler = (request, response, next) => {
  if (request.path !== path) throw unknownOperation();
  if (request.method === method) return next();
  if (request.method !== "OPTIONS") throw methodNotAllowed(request.method);
  response.set(headers.Allow, allowed).status(204).end();
};

/** The refusal of a method, with the header that names the others: by default those of the operation. */
export function methodNotAllowed(refused: string, methods: string = allowed): StubException {
  const message = `The method ${refused} is not allowed here: use ${methods}`;
  return new StubException("MethodNotAllowedException", message, { [headers.Allow]: methods });
}

/** The refusal of a path that is not the operation's. */
export function unknownOperation(): StubException {
  const message = `There is nothing at this path: ${operationId} is ${method} ${path}`;
  return new StubException("UnknownOperationException", message);
}
