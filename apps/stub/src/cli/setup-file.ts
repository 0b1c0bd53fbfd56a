import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import type { ConnectionRequest } from "../connections.js";
import { compileSchema, reference } from "../contract/compile-schema.js";
import { controlDocument } from "../control/document.js";
import { describe } from "../control/wording.js";
import type { FaultRequest } from "../faults/fault.js";
import { commandSettings, fileName, parseSetting } from "./settings.js";
import { UsageError } from "./usage-error.js";

/** What a set-up file holds: settings by their names in camelCase, and what the stub starts with. */
export interface SetupFile {
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  readonly connections?: readonly ConnectionRequest[];
  readonly faults?: readonly FaultRequest[];
}

const schema = {
  type: "object",
  additionalProperties: false,
  properties: {
    settings: {
      type: "object",
      additionalProperties: false,
      properties: Object.fromEntries(
        commandSettings.map((setting) => [fileName(setting), { type: ["string", "number", "boolean"] }]),
      ),
    },
    connections: { type: "array", items: reference("ConnectionRequest") },
    faults: { type: "array", items: reference("FaultRequest") },
  },
};

/** Reads a set-up file in YAML or JSON. Throws a UsageError that names the file, and where it is wrong. */
export function readSetupFile(path: string): SetupFile {
  const file = parseFile(path);
  const fits = compileSchema<SetupFile>(controlDocument, schema);
  if (!fits(file)) throw new UsageError(`${path} is not a set-up file: ${describe("the file", fits.errors)}`);
  // Also what a flag or the environment overrides: the file is wrong all the same.
  for (const setting of commandSettings) {
    const value = file.settings?.[fileName(setting)];
    if (value !== undefined) parseSetting(setting, String(value), `${path}: settings.${fileName(setting)}`);
  }
  return file;
}

function parseFile(path: string): unknown {
  try {
    const document = parseDocument(readFileSync(path, "utf8"));
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw problem;
    return document.toJS();
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${error instanceof Error ? error.message : error}`);
  }
}
