import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Stub, startStub } from "@sendevent/stub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Block, blocksOf, commandsOf, files, inlineCodeOf, root } from "./markdown.js";
import { runCommand, runModule, startServer } from "./run-block.js";

const pages = files.filter((file) => /(^|\/)(README|CONTRIBUTING|SECURITY)\.md$/.test(file));
const blocks = pages.flatMap(blocksOf);
const isShell = ({ language }: Block) => ["sh", "bash"].includes(language);
const isModule = ({ language }: Block) => ["ts", "js", "javascript", "typescript"].includes(language);
const toRun = blocks.filter(({ notRun }) => notRun === undefined);
const manifests = files.filter((file) => /(^|\/)package\.json$/.test(file)).map((file) => manifestOf(file));

interface Manifest {
  name: string;
  private: boolean;
  scripts: string[];
}

function manifestOf(file: string): Manifest {
  const { name, private: secret, scripts } = JSON.parse(readFileSync(root + file, "utf8"));
  return { name: String(name), private: secret === true, scripts: Object.keys(scripts ?? {}) };
}

for (const { file, line, notRun } of blocks.filter(({ notRun }) => notRun !== undefined)) {
  console.error(`Not run: ${file}:${line}: ${notRun}`);
}

describe("what the pages tell readers to do", () => {
  const folder = mkdtempSync(join(root, "node_modules/.readme-")); // where the workspace's packages are found
  let stub: Stub;
  beforeAll(async () => {
    stub = await startStub();
  });
  afterAll(async () => {
    await stub?.close();
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const surroundings = () => ({ folder, stubUrl: stub.url });

  const commands = toRun
    .filter(isShell)
    .flatMap((block) => commandsOf(block.text).map((command) => ({ ...block, command })));
  const byNpm = commands.filter(({ command }) => command.startsWith("npm "));
  const servers = commands.filter(({ command }) => /^(npx )?sendevent-stub\b/.test(command));
  const plain = commands.filter((command) => !byNpm.includes(command) && !servers.includes(command));

  test.each(plain)("$file:$line: $command", async ({ command }) => {
    const { status, output } = await runCommand(command, surroundings());
    const expected = / -N\b/.test(command) ? [0, 28] : [0]; // 28: curl's own limit ended an endless response
    expect(expected, output).toContain(status);
  });

  test.each(servers)("$file:$line: $command", async ({ command }) => {
    await using server = await startServer(command, / listens on http/, folder);
    expect(server.output).toMatch(/ listens on http/);
  });

  // npm's own commands are run by .ci/run, which this test is part of: here, that they exist.
  test.each(byNpm)("$file:$line: $command is something that npm can do here", ({ command }) => {
    expect(npmCommandExists(command), command).toBe(true);
  });

  const modules = toRun.filter(isModule);
  test.each(modules)("$file:$line: the $language runs", async ({ file, line, language, text }) => {
    const name = `${file.replaceAll(/\W/g, "-")}-${line}.${language.startsWith("t") ? "ts" : "mjs"}`;
    const { status, output } = await runModule(name, text, surroundings());
    expect(status, output).toBe(0);
  });

  test("the TypeScript type-checks", () => {
    const compilerOptions = { noEmit: true, lib: ["ES2023", "DOM", "ESNext.Disposable"], noUnusedLocals: false };
    const typed = modules.filter(({ language }) => language.startsWith("t"));
    typed.forEach(({ text }, index) => {
      writeFileSync(join(folder, `typed-${index}.ts`), `${text}\nexport {};\n`);
    });
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ extends: `${root}tsconfig.base.json`, compilerOptions, include: ["typed-*.ts"], exclude: [] }),
    );
    const { status, stdout } = spawnSync("tsc", ["-p", folder], {
      env: { PATH: `${root}node_modules/.bin:${process.env["PATH"]}` },
    });
    expect(status, stdout.toString()).toBe(0);
  });

  const settings = toRun.filter(({ language, file }) => language === "yaml" && file.startsWith("apps/stub/"));
  test.each(settings)("$file:$line: the stub takes the file", async ({ text }) => {
    writeFileSync(join(folder, "stub.yaml"), text);
    await using server = await startServer("sendevent-stub --file stub.yaml", / listens on http/, folder);
    expect(server.output).toMatch(/ listens on http/);
  });

  test.each(toRun.filter(({ language }) => language === "json"))("$file:$line: the JSON is JSON", ({ text }) => {
    expect(() => JSON.parse(text)).not.toThrow();
  });
});

describe("npm scripts that pages name", () => {
  const named = pages.flatMap((file) =>
    inlineCodeOf(file)
      .filter((code) => /^npm (run|start|test)\b/.test(code))
      .map((command) => ({ file, command })),
  );
  test.each(named)("$file: $command exists", ({ command }) => {
    expect(npmCommandExists(command), command).toBe(true);
  });
});

function npmCommandExists(command: string): boolean {
  const [, verb = "", ...words] = (command.split("#")[0] ?? "").trim().split(/\s+/);
  const operands = words.filter((word) => !word.startsWith("-"));
  if (verb === "install" || verb === "i") return operands.every(isPublic);
  if (verb === "ci") return operands.length === 0;
  const script = verb === "run" ? operands[0] : verb;
  return manifests.some(({ scripts }) => scripts.includes(script ?? ""));
}

/** Whether readers can install a name: packages of others that a page names, or ours if they are published. */
function isPublic(name: string): boolean {
  if (!name.startsWith("@sendevent/")) return true;
  return manifests.some((manifest) => manifest.name === name && !manifest.private);
}
