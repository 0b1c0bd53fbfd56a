import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startStub } from "../src/index.js";

const page = await readFile(new URL("../RECIPES.md", import.meta.url), "utf8");
const require = createRequire(import.meta.url);
const bin = fileURLToPath(new URL("../../../node_modules/.bin", import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(fileURLToPath(new URL("../dist/recipe-", import.meta.url))); // beside node_modules
});
afterEach(() => rm(folder, { recursive: true }));

/** The code of a recipe, by the heading of its section. */
function recipe(title: string): string {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? "";
  return /```\w+\n([\s\S]*?)```/.exec(section)?.[1] ?? "";
}

/** Runs a command in the test's folder, without credentials or settings of this machine. */
async function run(command: string, ...args: string[]): Promise<{ status: unknown; output: string }> {
  const PATH = [bin, process.env["PATH"]].join(delimiter);
  const child = spawn(command, args, { cwd: folder, env: { PATH, HOME: folder, NO_PROXY: "*", NO_COLOR: "1" } });
  const [out, err, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { status, output: out + err };
}

/** Where a tool is missing, its recipe is skipped with a message; where `CI` is set, it fails. */
function withTool(found: unknown, howToGetIt: string) {
  if (!found) console.error(`Skipped: a recipe: ${howToGetIt}`);
  return found || process.env["CI"] ? describe : describe.skip;
}

const runs = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: "ignore" }).status === 0;
/** Debian puts its packages beside its own Python, which another Python may hide. */
const python = ["python3", "/usr/bin/python3"].find((command) => runs(command, "-c", "import boto3, pytest"));

withTool(python, "apt-get install python3-boto3 python3-pytest")("the recipe for pytest and boto3", () => {
  it("passes as it is", async () => {
    await writeFile(join(folder, "test_recipe.py"), recipe("pytest and boto3"));
    const { status, output } = await run(python ?? "python3", "-m", "pytest", "-q", "-p", "no:cacheprovider", folder);
    expect(output).toContain("2 passed");
    expect(status).toBe(0);
  });
});

withTool(runs("aws", "--version"), "apt-get install awscli")("the recipe for the AWS CLI", () => {
  it("sends an event as it is", async () => {
    await using stub = await startStub();
    const { status, output } = await run("bash", "-c", recipe("AWS CLI").replaceAll("http://127.0.0.1:4010", stub.url));
    expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining("AbsoluteTime") });
    expect(await stub.events({ outcome: "accepted" })).toHaveLength(1);
  });
});

describe("the recipe for vitest", () => {
  it("passes as it is", async () => {
    await writeFile(join(folder, "recipe.test.ts"), recipe("vitest and the vendor's SDK"));
    const vitest = join(dirname(require.resolve("vitest/package.json")), "vitest.mjs");
    const { status, output } = await run(process.execPath, vitest, "run", "--root", folder);
    expect(output).toMatch(/Tests\s+1 passed/);
    expect(status).toBe(0);
  });
});
