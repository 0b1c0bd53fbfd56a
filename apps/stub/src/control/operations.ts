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
      resolver: (_basePath, { openApiRoute, method }, { paths }): RequestHandler => {
        const operationId: unknown = Reflect.get(paths?.[openApiRoute] ?? {}, method.toLowerCase())?.operationId;
        const operation = new Map(Object.entries(operations)).get(String(operationId));
        if (!operation) throw new TypeError(`No handler for the operation ${operationId}`);
        return (request, response) => {
          const given = { ...request.params, ...request.query, "Last-Event-ID": request.headers["last-event-id"] };
          // The validator has checked them against this operation's parameters, and put numbers and defaults in place.
          return operation(given as never, request, response);
        };
      },
    },
  });
}
