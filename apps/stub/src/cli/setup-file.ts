import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import type { ConnectionRequest } from "../connections.js";
import { controlDocument } from "../control/document.js";
import type { FaultRequest } from "../faults/fault.js";
import { commandSettings, fileName } from "./settings.js";
import { UsageError } from "./usage-error.js";

/** What a set-up file holds: settings by their names in camelCase, and what the stub starts with. */
export interface SetupFile {
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  readonly connections?: readonly ConnectionRequest[];
  readonly faults?: readonly FaultRequest[];
}

const schema = {
  ...controlDocument, // for the references to its components
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
    connections: { type: "array", items: { $ref: "#/components/schemas/ConnectionRequest" } },
    faults: { type: "array", items: { $ref: "#/components/schemas/FaultRequest" } },
  },
};

/** Reads a set-up file in YAML or JSON. Throws a UsageError that names the file, and where it is wrong. */
export function readSetupFile(path: string): SetupFile {
  const file = parseFile(path);
  const validate = new Ajv2020({ strict: false }).compile<SetupFile>(schema);
  if (validate(file)) return file;
  const [error] = validate.errors ?? [];
  const place = error?.instancePath.slice(1).replaceAll("/", ".") || "the file";
  const allowed = error?.keyword === "additionalProperties" ? `: ${error.params["additionalProperty"]}` : "";
  throw new UsageError(`${path} is not a set-up file: ${place} ${error?.message}${allowed}`);
}

function parseFile(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${error instanceof Error ? error.message : error}`);
  }
}
