// What others generate from the documents compiles, and ContentType is an enum of four values: `npm run test:generators`.
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { contentTypes } from "@sendevent/openapi";
import { afterAll, expect, test } from "vitest";
import { documents, modules, quicktype, run, typescriptGenerators } from "./generate.js";

const values = Object.values(contentTypes);
const root = await mkdtemp(fileURLToPath(new URL("generated-", import.meta.url))); // below the modules that it imports
afterAll(() => rm(root, { recursive: true }));

async function folderFor(name: string): Promise<string> {
  const folder = `${root}/${name.replaceAll(" ", "-")}`;
  await mkdir(folder);
  return folder;
}

/** Compiles every module of a folder, with a check that a module's ContentType is the four values and no other. */
async function compile(folder: string, module?: string): Promise<void> {
  const four = values.map((value) => JSON.stringify(value)).join(" | ");
  const check = `import type { ContentType } from "./${module}";
    type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
    export const same: Same<\`\${ContentType}\`, ${four}> = true;`;
  if (module !== undefined) await writeFile(`${folder}/check.ts`, check);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: "es2022",
    module: "nodenext",
    types: [],
  };
  const bundled = {
    ...compilerOptions,
    module: "esnext",
    moduleResolution: "bundler",
    lib: ["es2022", "dom", "dom.iterable"],
  };
  await writeFile(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions: bundled, include: ["**/*.ts"] }));
  await run(folder, process.execPath, `${modules}typescript/bin/tsc`, "-p", folder);
}

const generators = Object.entries(typescriptGenerators);

test.each(generators)("what %s writes compiles, and ContentType is an enum", async (name, generate) => {
  const folder = await folderFor(name);
  await compile(folder, await generate(documents.sendevent, folder));
});

test.each(generators)("what %s writes of the control API compiles", async (name, generate) => {
  const folder = await folderFor(`${name} control`);
  await generate(documents.control, folder);
  await compile(folder);
});

test.each(["hey-api", "orval", "openapi-typescript"] as const)(
  "%s needs no number to tell names apart",
  async (name) => {
    for (const [title, document] of Object.entries(documents)) {
      const folder = await folderFor(`${name} names ${title}`);
      const module = await typescriptGenerators[name](document, folder);
      const text = await readFile(`${folder}/${module.replace(".js", ".ts")}`, "utf8");
      const names = [...text.matchAll(/^export (?:type|interface|enum) (\w+)/gm)].map(([, name]) => name ?? "");
      expect(names.length).toBeGreaterThan(2);
      expect(names.filter((name) => /\D\d$/.test(name))).toEqual([]);
    }
  },
);

/** The languages of quicktype: its options, and how a file of it is compiled. */
const languages: [language: string, file: string, options: string[], program: string, args: string[]][] = [
  [
    "typescript",
    "event.ts",
    [],
    process.execPath,
    [`${modules}typescript/bin/tsc`, "--noEmit", "--strict", "event.ts"],
  ],
  ["python", "event.py", [], "python3", ["-m", "py_compile", "event.py"]],
  ["go", "event.go", ["--package", "event"], "go", ["vet", "event.go"]],
  ["java", "ChatEvent.java", ["--just-types"], "javac", ["ChatEvent.java", "ContentType.java"]],
];

test.each(languages)("what quicktype writes in %s compiles, and ContentType is an enum", async (...language) => {
  const [name, file, options, program, args] = language;
  const folder = await folderFor(`quicktype ${name}`);
  await quicktype(folder, name, file, ...options);
  const sources = (await readdir(folder)).filter((source) => source.endsWith(file.slice(file.lastIndexOf("."))));
  const text = (await Promise.all(sources.map((source) => readFile(`${folder}/${source}`, "utf8")))).join("\n");
  expect(text).toMatch(/(enum|class|type) ContentType\b/);
  expect(new Set(text.match(/application\/vnd[\w.]+/g) ?? values)).toEqual(new Set(values));
  if (spawnSync(program, ["--help"]).error === undefined) await run(folder, program, ...args);
  else if (process.env["CI"]) throw new Error(`${program} is not installed`);
  else process.stderr.write(`not compiled: ${program} is not installed\n`);
});

// A WebSocket's handshake succeeds with 101, which the rule about successes does not know.
test.each([
  ["openapi/sendevent.yaml", {}],
  ["apps/stub/control.yaml", {}],
  ["apps/stub/chat.yaml", { "operation-success-response": "off" }],
])("Spectral's rules find nothing in %s", async (path, rules) => {
  const folder = await folderFor(path.replaceAll("/", "-"));
  await writeFile(`${folder}/rules.yaml`, JSON.stringify({ extends: ["spectral:oas"], rules }));
  const document = fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
  const command = [`${modules}@stoplight/spectral-cli/dist/index.js`, "lint", "--fail-severity", "hint"];
  await run(folder, process.execPath, ...command, "-r", `${folder}/rules.yaml`, document);
});
