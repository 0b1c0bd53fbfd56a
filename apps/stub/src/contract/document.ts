import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Lengths } from "./violations.js";

/** Where this package keeps its copy of the document, in JSON. */
export const documentPath = fileURLToPath(new URL("../../sendevent.gen.json", import.meta.url));

/** The parts of the document that are read at run time. */
interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, Lengths>> };
}

const document: Document = JSON.parse(readFileSync(documentPath, "utf8"));

/** The document's schemas by name, as far as messages quote them. A member of the request has its schema's name. */
export const { schemas } = document.components;
