import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { StubException } from "../http/exception.js";
import { describe, type Violation, type Vocabulary } from "../http/violations.js";
import { controlDocument, vocabulary } from "./document.js";
import type { components } from "./schema.gen.js";

type Schemas = components["schemas"];
/** What to issue: all of it is optional. */
export type ConnectionRequest = Schemas["ConnectionRequest"];
/** What shall go wrong, and for which events. */
export type FaultRequest = Schemas["FaultRequest"];
type Defaulted<Request, Member extends keyof Request> = Request & Required<Pick<Request, Member>>;

const ajv = new Ajv2020({ allErrors: true, strict: false, validateSchema: false, useDefaults: true });

/** A ConnectionRequest with the document's defaults. Throws a ValidationException that names what is wrong. */
export const checkedConnection = checker<Defaulted<ConnectionRequest, "ttlSeconds" | "participants">>(
  reference("ConnectionRequest"),
);
/** A FaultRequest with the document's defaults. Throws a ValidationException that names what is wrong. */
export const checkedFault = checker<Defaulted<FaultRequest, "skip" | "probability">>(reference("FaultRequest"));

/** The schema of a request in the control document. */
export function reference(name: keyof Schemas): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

/**
 * Validates what does not come over HTTP, where the validator is: from callers in this process, who may have no compiler,
 * and from files: against a schema, in which references are to the control document or another one. Values are copied, not changed, when defaults are put in place.
 */
export function checker<Checked>(
  schema: object,
  document: object = controlDocument,
  words: Vocabulary = vocabulary,
): (value: unknown) => Checked {
  let fits: ValidateFunction<Checked> | undefined;
  return (value) => {
    fits ??= ajv.compile<Checked>({ ...document, ...schema });
    const copy: unknown = structuredClone(value);
    if (fits(copy)) return copy;
    const message = describe((fits.errors ?? []).map(violationOf), { body: value }, words);
    throw new StubException("ValidationException", message);
  };
}

/** Ajv's error in the form in which the validator passes it on. */
function violationOf({ instancePath, keyword, message: own = "is wrong", params }: ErrorObject): Violation {
  const message = keyword === "enum" ? `must be one of: ${params["allowedValues"].join(", ")}` : own;
  const member = params["missingProperty"] ?? params["additionalProperty"];
  const path = `/body${instancePath}${member === undefined ? "" : `/${member}`}`;
  return { path, message, errorCode: `${keyword}.openapi.validation` };
}
