import { type Request, type RequestHandler, type Response, Router } from "express";
import { validator } from "../http/validator.js";
import { controlDocument } from "./document.js";
import type { operations } from "./schema.gen.js";

type Given<Place> = [NonNullable<Place>] extends [never] ? unknown : NonNullable<Place>;

/** The parameters of an operation in the control document: those of the path, the query and the headers together. */
type Parameters<Name extends keyof operations> = Given<operations[Name]["parameters"]["path"]> &
  Given<operations[Name]["parameters"]["query"]> &
  Given<operations[Name]["parameters"]["header"]>;

/** The handler of each operation of the control document: one more, or one less, does not compile. */
export type Operations = {
  readonly [Name in keyof operations]: (
    parameters: Parameters<Name>,
    request: Request,
    response: Response,
  ) => Promise<void>;
};

declare global {
  namespace Express {
    interface Locals {
      /** Below the control path: the handlers of the stub that the request is for. */
      operations: Operations;
    }
  }
}

/** Shared by the stubs of a process, and prepared at the first request: that takes long, and many runs make none. */
let router: RequestHandler | undefined;

/** Validates requests against the control document, and routes them to the handler of their `operationId`. */
export function routesTo(operations: Operations): RequestHandler {
  return (request, response, next) => {
    response.locals.operations = operations;
    router ??= Router().use(controlValidator());
    router(request, response, next);
  };
}

function controlValidator(): RequestHandler[] {
  return validator(controlDocument, {
    validateRequests: { allErrors: true },
    validateSecurity: false, // the guard's
    operationHandlers: {
      basePath: "",
      resolver: (_basePath, { openApiRoute, method }, { paths }): RequestHandler => {
        const operationId: unknown = Reflect.get(paths?.[openApiRoute] ?? {}, method.toLowerCase())?.operationId;
        return (request, response) => {
          const operation = new Map(Object.entries(response.locals.operations)).get(String(operationId));
          if (!operation) throw new TypeError(`No handler for the operation ${operationId}`);
          const given = { ...request.params, ...request.query, "Last-Event-ID": request.headers["last-event-id"] };
          // The validator has checked them against this operation's parameters, and put numbers and defaults in place.
          return operation(given as never, request, response);
        };
      },
    },
  });
}
