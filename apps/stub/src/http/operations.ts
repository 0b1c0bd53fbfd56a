import { type Request, type RequestHandler, type Response, Router } from "express";
import { validator } from "./validator.js";

type Given<Place> = [NonNullable<Place>] extends [never] ? unknown : NonNullable<Place>;

/** An operation as openapi-typescript describes it. */
interface Described {
  parameters: { path?: unknown; query?: unknown; header?: unknown };
}

/** The handler of each operation of a document: one more, or one less, does not compile. */
export type Operations<Names extends { [Name in keyof Names]: Described }> = {
  readonly [Name in keyof Names]: (
    /** The parameters of the operation: those of the path, the query and the headers together. */
    parameters: Given<Names[Name]["parameters"]["path"]> &
      Given<Names[Name]["parameters"]["query"]> &
      Given<Names[Name]["parameters"]["header"]>,
    request: Request,
    response: Response,
  ) => Promise<void>;
};

/** The headers that documents name as parameters. */
const headerParameters = ["Last-Event-ID", "X-Amz-Bearer"];

/**
 * Validates requests against a document, and routes them to its operations. Who may call them is the caller's to check. The
 * validator takes as long to read a document as everything else at the start together, and many runs need none but the
 * contract's: so it reads it when it is needed.
 */
export function routesTo<Names extends { [Name in keyof Names]: Described }>(
  document: object,
  operations: Operations<Names>,
): RequestHandler {
  let router: RequestHandler | undefined;
  return (request, response, next) => {
    router ??= Router().use(operationsValidator(document, operations));
    router(request, response, next);
  };
}

function operationsValidator(document: object, operations: object): RequestHandler[] {
  return validator(document, {
    validateRequests: { allErrors: true },
    validateSecurity: false,
    operationHandlers: {
      basePath: "",
      resolver: (_basePath, { openApiRoute, method }, { paths }): RequestHandler => {
        const operationId: unknown = Reflect.get(paths?.[openApiRoute] ?? {}, method.toLowerCase())?.operationId;
        const operation = new Map(Object.entries(operations)).get(String(operationId));
        if (!operation) throw new TypeError(`No handler for the operation ${operationId}`);
        return (request, response) => {
          const headers = headerParameters.map((name) => [name, request.headers[name.toLowerCase()]]);
          const given = { ...request.params, ...request.query, ...Object.fromEntries(headers) };
          // The validator has checked them against this operation's parameters, and put numbers and defaults in place.
          return operation(given, request, response);
        };
      },
    },
  });
}
