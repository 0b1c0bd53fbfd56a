import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { components } from "../control-schema.gen.js";

/** Where this package keeps the control API's document, in JSON. */
export const controlDocumentPath = fileURLToPath(new URL("../../control.gen.json", import.meta.url));

type ConnectionFault = components["schemas"]["ConnectionFault"];

/** The parts of the document that are read at run time. */
interface ControlDocument {
  readonly components: {
    readonly schemas: Readonly<Record<string, object>> & {
      readonly ConnectionFault: { readonly oneOf: readonly { const: ConnectionFault; description: string }[] };
    };
  };
}

/** The control API's document. */
export const controlDocument: ControlDocument = JSON.parse(readFileSync(controlDocumentPath, "utf8"));

/** Every way in which a connection can break, and what the caller sees of it. */
export const connectionFaults = controlDocument.components.schemas.ConnectionFault.oneOf.map(
  ({ const: name, description }) => ({ name, description }),
);
