import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

// Everything that comes with the package beside its code. A single file has this module in another form, which its build
// writes: these files are in it then.
const require = createRequire(import.meta.url);
const docsFolder = fileURLToPath(new URL("../dist/docs/", import.meta.url));

/** The version of this package. */
export const { version }: { version: string } = require("../package.json");

/** The contract, as JSON. */
export const contractJson = require("@sendevent/openapi/sendevent.json");

/** The control API's document, complete by itself, as JSON. */
export const controlJson = require("../dist/control.json");

/** The chat's document, complete by itself, as JSON. */
export const chatJson = require("../dist/chat.json");

/** The files of the reference, by their names. A stub that runs from its sources before the first build has none. */
export function readDocs(): ReadonlyMap<string, string> {
  const names = existsSync(docsFolder) ? readdirSync(docsFolder) : [];
  return new Map(names.map((name) => [name, readFileSync(docsFolder + name, "utf8")]));
}
