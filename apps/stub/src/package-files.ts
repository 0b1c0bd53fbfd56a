import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

// Everything that comes with the package beside its code. A single file has this module in another form, which its build
// writes: these files are in it then.
const require = createRequire(import.meta.url);

/** The version of this package. */
export const { version }: { version: string } = require("../package.json");

/** The contract, as JSON. */
export const contractJson = require("@sendevent/openapi/sendevent.json");

/** The control API's document, complete by itself, as JSON. */
export const controlJson = require("../dist/control.json");

/** The chat's document, complete by itself, as JSON. */
export const chatJson = require("../dist/chat.json");

/** The files of the reference, by their names. A stub that runs from its sources before the first build has none. */
export const readDocs = () => filesOf("docs");

/** The files of the console, as those of the reference. */
export const readConsole = () => filesOf("console");

/** The files of the examples, by their names. A stub that runs from its sources before the first build has none. */
export const readExamples = () => filesOf("examples");

function filesOf(name: string): ReadonlyMap<string, string> {
  const folder = fileURLToPath(new URL(`../dist/${name}/`, import.meta.url));
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(names.map((file) => [file, readFileSync(folder + file, "utf8")]));
}
