import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { components, operations } from "./schema.gen.js";

/** Where the control API is: all paths of the document begin with it. */
export const controlPath = "/_stub";

type ConnectionFault = components["schemas"]["ConnectionFault"];

/** What a request may carry beside its body. */
export interface ParameterObject {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: object;
}

/** An operation, as far as it is read at run time. */
export interface OperationObject<Name extends keyof operations = keyof operations> {
  readonly operationId: Name;
  readonly parameters?: readonly (ParameterObject | { readonly $ref: string })[];
}

/** The parts of the document that are read at run time. */
interface ControlDocument {
  readonly paths: Readonly<Record<string, { readonly [Method in "get" | "post" | "delete"]?: OperationObject }>>;
  readonly components: {
    readonly parameters: Readonly<Record<string, ParameterObject>>;
    readonly schemas: Readonly<Record<string, object>> & {
      readonly ConnectionFault: { readonly oneOf: readonly { const: ConnectionFault; description: string }[] };
    };
  };
}

const path = fileURLToPath(new URL("../../dist/control.json", import.meta.url));

/** The control API's document. */
export const controlDocument: ControlDocument = JSON.parse(readFileSync(path, "utf8"));

/** A parameter, whether it is written out or referred to. Throws a TypeError when there is no such parameter. */
export function parameterOf(parameter: ParameterObject | { readonly $ref: string }): ParameterObject {
  if (!("$ref" in parameter)) return parameter;
  const found = controlDocument.components.parameters[parameter.$ref.replace("#/components/parameters/", "")];
  if (found === undefined) throw new TypeError(`the control document has no ${parameter.$ref}`);
  return found;
}

/** Every way in which a connection can break, and what the caller sees of it. */
export const connectionFaults = controlDocument.components.schemas.ConnectionFault.oneOf.map(
  ({ const: name, description }) => ({ name, description }),
);
