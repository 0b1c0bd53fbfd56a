import { readFileSync } from "node:fs";
import { CommanderError } from "commander";
import { LineCounter, parseDocument } from "yaml";
import { checker } from "../control/check.js";
import { type StubOptions, schemas } from "../options.js";
import { flags } from "./flags.js";

/** What a set-up file holds: settings by their names in camelCase, and what the stub starts with. */
export interface SetupFile extends Pick<StubOptions, "connections" | "faults"> {
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
}

const settings = flags.filter(({ sets }) => sets !== undefined).map(({ option }) => option.attributeName());

const checkedFile = checker<SetupFile>({
  type: "object",
  additionalProperties: false,
  properties: {
    settings: {
      type: "object",
      additionalProperties: false,
      properties: Object.fromEntries(settings.map((name) => [name, { type: ["string", "number", "boolean"] }])),
    },
    connections: schemas.connections,
    faults: schemas.faults,
  },
});

/** Reads a set-up file in YAML or JSON. Throws a CommanderError that names the file, and where it is wrong; it quotes nothing. */
export function readSetupFile(path: string): SetupFile {
  try {
    const file = parsed(readFileSync(path, "utf8"));
    return { ...checkedFile(file), ...Object(file) }; // its tokens expire only if it says so: no defaults
  } catch (error) {
    throw new CommanderError(2, "usage", `${path}: ${error instanceof Error ? error.message : error}`);
  }
}

/** The parser's own messages show the line, which may hold a token: only its place and the kind of problem are passed on. */
function parsed(text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem === undefined) return document.toJS();
  const { line, col } = lineCounter.linePos(problem.pos[0]);
  throw new CommanderError(
    2,
    "usage",
    `line ${line}, column ${col}: ${problem.code.toLowerCase().replaceAll("_", " ")}`,
  );
}
