import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Where the generators are installed. */
export const modules = fileURLToPath(new URL("node_modules/", import.meta.url));

const files = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

/** The documents, each in one file. */
export const documents = {
  sendevent: files("openapi/sendevent.gen.json"),
  control: files("apps/stub/dist/control.json"),
};

/** Runs a program in a folder. Rejects with what it wrote when it fails. */
export async function run(cwd: string, program: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, NO_COLOR: "1", ORVAL_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };
  const { stdout } = await promisify(execFile)(program, args, { cwd, env }).catch(({ message, stdout }) => {
    throw new Error(`${message}\n${stdout}`);
  });
  return stdout;
}

/** Writes TypeScript with one generator, into a folder. Returns the module that has the types. */
export const typescriptGenerators = {
  "openapi-typescript": async (document: string, folder: string) => {
    await run(folder, process.execPath, `${modules}openapi-typescript/bin/cli.js`, document, "--enum", "-o", "ots.ts");
    return "ots.js";
  },
  "hey-api": async (input: string, folder: string) => {
    const config = { input, output: "hey", plugins: [{ name: "@hey-api/typescript", enums: "javascript" }] };
    await writeFile(`${folder}/hey.json`, JSON.stringify(config));
    const command = [`${modules}@hey-api/openapi-ts/bin/run.js`, "--no-log-file", "-f", "hey.json"];
    await run(folder, process.execPath, ...command);
    return "hey/types.gen.js";
  },
  orval: async (document: string, folder: string) => {
    const command = [`${modules}orval/dist/bin/orval.mjs`, "--client", "fetch", "--input", document];
    await run(folder, process.execPath, ...command, "--output", "orval.ts");
    return "orval.js";
  },
};

/** Writes the request's types with quicktype, which reads JSON Schema, in one language. */
export async function quicktype(folder: string, language: string, file: string, ...options: string[]): Promise<void> {
  const { components } = JSON.parse(await readFile(documents.sendevent, "utf8"));
  const $defs = JSON.parse(JSON.stringify(components.schemas).replaceAll("#/components/schemas/", "#/$defs/"));
  await writeFile(`${folder}/schema.json`, JSON.stringify({ $ref: "#/$defs/ChatEvent", $defs }));
  const command = [`${modules}quicktype/dist/index.js`, "--src-lang", "schema", "--top-level", "ChatEvent"];
  await run(folder, process.execPath, ...command, "--lang", language, ...options, "-o", file, "schema.json");
}
