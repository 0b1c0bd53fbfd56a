import type { ValidateFunction } from "ajv/dist/2020.js";
import { type Request, type RequestHandler, type Response, Router } from "express";
import { compileSchema } from "../contract/compile-schema.js";
import { StubException } from "../exception.js";
import { methodNotAllowed } from "../protocol/resource.js";
import { controlDocument, controlPath, type OperationObject, type ParameterObject, parameterOf } from "./document.js";
import type { operations } from "./schema.gen.js";
import { describe } from "./wording.js";

type Given<Place> = [NonNullable<Place>] extends [never] ? unknown : NonNullable<Place>;

/** The parameters of an operation in the control document: those of the path, the query and the headers together. */
export type Parameters<Name extends keyof operations> = Given<operations[Name]["parameters"]["path"]> &
  Given<operations[Name]["parameters"]["query"]> &
  Given<operations[Name]["parameters"]["header"]>;

/** What carries each operation of the control document out. The body is for the operation to check. */
export type Operations = {
  readonly [Name in keyof operations]: (
    parameters: Parameters<Name>,
    request: Request,
    response: Response,
  ) => Promise<void>;
};

/** Routes requests to operations by the control document, and holds their parameters to it. */
export function routesTo(operations: Operations): Router {
  const routes = Router({ caseSensitive: true, strict: true });
  for (const [path, methods] of Object.entries(controlDocument.paths)) {
    const route = routes.route(path.slice(controlPath.length).replace(/\{(\w+)\}/g, ":$1"));
    const allowed = Object.keys(methods).map((method) => method.toUpperCase());
    route.all(({ method }, _response, next) => {
      if (!allowed.includes(method)) throw methodNotAllowed(method, allowed.join(", "));
      next();
    });
    if (methods.get) route.get(carryOut(methods.get, operations));
    if (methods.post) route.post(carryOut(methods.post, operations));
    if (methods.delete) route.delete(carryOut(methods.delete, operations));
  }
  return routes;
}

/** Parameters come as text, and those left out have their defaults. */
const asText = { coerceTypes: true, useDefaults: true };

function carryOut<Name extends keyof operations>(
  { operationId, parameters = [] }: OperationObject<Name>,
  operations: Pick<Operations, Name>,
): RequestHandler {
  const described = parameters.map(parameterOf);
  let fits: ValidateFunction<Parameters<Name>> | undefined;
  return (request, response) => {
    fits ??= compileSchema(controlDocument, schemaOf(described), asText); // most runs use few operations, or none
    const given: unknown = valuesOf(described, request);
    if (!fits(given)) throw new StubException("ValidationException", describe("the request", fits.errors));
    return operations[operationId](given, request, response);
  };
}

function schemaOf(parameters: readonly ParameterObject[]): object {
  return {
    type: "object",
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
}

/** Throws a ValidationException when the query has what the operation does not know: most often a slip. */
function valuesOf(parameters: readonly ParameterObject[], { query, params, headers }: Request): object {
  const known = parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
  const unknown = Object.keys(query).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new StubException(
      "ValidationException",
      `The query has no parameter ${JSON.stringify(unknown.slice(0, 40))}`,
    );
  }
  const places = { path: params, query, header: headers };
  const values = parameters.map(({ name, in: place }) => [
    name,
    places[place][place === "header" ? name.toLowerCase() : name],
  ]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}
