import type { ValidateFunction } from "ajv/dist/2020.js";
import { compileSchema, reference } from "../contract/compile-schema.js";
import { StubException } from "../exception.js";
import { controlDocument } from "./document.js";
import type { components } from "./schema.gen.js";
import { describe } from "./wording.js";

type Requests = Pick<components["schemas"], "ConnectionRequest" | "FaultRequest">;
type Defaulted<Request, Member extends keyof Request> = Request & Required<Pick<Request, Member>>;

/** A ConnectionRequest with the document's defaults for members that were left out. */
export type CheckedConnection = Defaulted<Requests["ConnectionRequest"], "ttlSeconds" | "participants">;
/** A FaultRequest with the document's defaults for members that were left out. */
export type CheckedFault = Defaulted<Requests["FaultRequest"], "skip" | "probability">;

/** Holds a request to the document's ConnectionRequest. Throws a ValidationException that names what is wrong. */
export const checkedConnection = checker<CheckedConnection>("ConnectionRequest");
/** Holds a request to the document's FaultRequest. Throws a ValidationException that names what is wrong. */
export const checkedFault = checker<CheckedFault>("FaultRequest");

/** Requests come over HTTP, or from callers in this process, who may have no compiler. They are copied, not changed. */
function checker<Checked>(name: keyof Requests): (request: unknown) => Checked {
  let fits: ValidateFunction<Checked> | undefined;
  return (request) => {
    fits ??= compileSchema(controlDocument, reference(name), { useDefaults: true });
    const copy: unknown = isObject(request) ? { ...request } : request;
    if (fits(copy)) return copy;
    throw new StubException("ValidationException", describe(name, fits.errors));
  };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
