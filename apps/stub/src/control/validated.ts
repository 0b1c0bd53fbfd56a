import type { Request } from "express";
import type { operations } from "../control-schema.gen.js";

type Parameters<Operation extends keyof operations> = operations[Operation]["parameters"];
type Body<Operation extends keyof operations> = operations[Operation] extends {
  requestBody: { content: { "application/json": infer Content } };
}
  ? Content
  : undefined;

/** A control request, as its operation in the control document types it. */
export interface Validated<Operation extends keyof operations> {
  readonly query: NonNullable<Parameters<Operation>["query"]>;
  readonly path: Parameters<Operation>["path"];
  readonly body: Body<Operation>;
}

/** Gives a request the types of its operation. The validator before has checked it against the same document. */
export function validated<Operation extends keyof operations>(request: Request): Validated<Operation> {
  const checked: unknown = { query: request.query, path: request.params, body: request.body };
  return checked as Validated<Operation>;
}
