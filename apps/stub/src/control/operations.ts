import { type Request, type RequestHandler, type Response, Router } from "express";
import { validator } from "../http/validator.js";
import { controlDocument } from "./document.js";
import type { operations } from "./schema.gen.js";

type Given<Place> = [NonNullable<Place>] extends [never] ? unknown : NonNullable<Place>;

/** The parameters of an operation in the control document: those of the path, the query and the headers together. */
export type Parameters<Name extends keyof operations> = Given<operations[Name]["parameters"]["path"]> &
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

/**
 * Validates requests against the control document, and routes them to its operations. The validator takes as long to read
 * a document as everything else at the start together, and many runs use no control: so it reads it when it is needed.
 */
export function routesTo(operations: Operations): RequestHandler {
  let router: RequestHandler | undefined;
  return (request, response, next) => {
    router ??= Router().use(controlValidator(operations));
    router(request, response, next);
  };
}

function controlValidator(operations: Operations): RequestHandler[] {
  return validator(controlDocument, {
    validateRequests: { allErrors: true },
    validateSecurity: false, // the guard's
    operationHandlers: {
      basePath: "",
      resolver: (_basePath, { openApiRoute, method }, { paths }) => {
        const operationId: unknown = Reflect.get(paths?.[openApiRoute] ?? {}, method.toLowerCase())?.operationId;
        if (!isOperation(operationId, operations)) throw new TypeError(`No handler for the operation ${operationId}`);
        return handler(operations[operationId]);
      },
    },
  });
}

function isOperation(name: unknown, operations: Operations): name is keyof Operations {
  return typeof name === "string" && Object.hasOwn(operations, name);
}

function handler(operation: Operations[keyof Operations]): RequestHandler {
  return (request, response) => {
    const { "last-event-id": lastEventId } = request.headers;
    const given = { ...request.params, ...request.query, "Last-Event-ID": lastEventId };
    // The validator has checked them against the parameters of this very operation, and put numbers and defaults in place.
    return operation(given as never, request, response);
  };
}
