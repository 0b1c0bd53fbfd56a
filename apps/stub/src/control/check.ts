import { Ajv2020 } from "ajv/dist/2020.js";
import { StubException } from "../exception.js";
import { controlDocument } from "./document.js";

type Checked = "ConnectionRequest" | "FaultRequest";

const ajv = new Ajv2020({ strict: false });
const validators = new Map<Checked, ReturnType<typeof ajv.compile>>();

/**
 * Holds a value to a schema of the control document: callers in this process come past its validator, and not all of
 * them have a compiler. Throws a ValidationException that names what is wrong.
 */
export function check(name: Checked, value: unknown): void {
  const validate = validators.get(name) ?? ajv.compile({ ...controlDocument, $ref: `#/components/schemas/${name}` });
  validators.set(name, validate);
  if (validate(value)) return;
  const [error] = validate.errors ?? [];
  const place = error?.instancePath.slice(1) || name;
  const what = error?.keyword === "additionalProperties" ? `: ${error.params["additionalProperty"]}` : "";
  throw new StubException("ValidationException", `${place} ${error?.message}${what}`);
}
