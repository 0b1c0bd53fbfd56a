// npm run test:reader: does what README and CONTRIBUTING tell a reader, command by command in their order, in a clone of
// the last commit with nothing installed. Between the commands it does what the text asks for: it changes the contract,
// commits, and writes a changeset. Ends with `N passed, N failed`.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandsIn, root } from "./markdown.js";
import { documentedUrl, ended, type RunningServer, startServer } from "./run-block.js";

const folder = mkdtempSync(join(tmpdir(), "reader-"));
const clone = join(folder, "clone");
process.once("SIGINT", () => process.exit(130));
process.on("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const port = await freePort();
const env = { ...readersEnvironment(), PORT: String(port) };

/** What only ends when it is told to, and what it says once it is up. */
const servers: Readonly<Record<string, RegExp>> = {
  "npm start": / listens on http/,
  "npm run dev": /contract-tests:build: /,
};

/** What is not run here, and why. */
const notRun: Readonly<Record<string, string>> = {
  "npx changeset publish": "it would publish",
  "npm run test:reader": "it is what runs",
  "npm run bench:renderers": "it fetches seven viewers, hundreds of megabytes",
  ...Object.fromEntries(landingCommands().map((command) => [command, ".ci/run runs it, on the same commit"])),
};

/** What the text asks a reader to do by hand, before a command. */
const byHand: Readonly<Record<string, () => void>> = {
  "npm run generate": editTheContract,
  "npx changeset version": commitWithChangeset,
};

let passed = 0;
let failed = 0;
execFileSync("git", ["clone", "--quiet", root, clone]);
await follow("README.md", notRun);
await follow("CONTRIBUTING.md", { "npx changeset publish": "it would publish", "npx changeset": "it asks questions" });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function follow(page: string, notRun: Readonly<Record<string, string>>): Promise<void> {
  const running = new Map<string, RunningServer>();
  const toDo = new Map(page === "CONTRIBUTING.md" ? Object.entries(byHand) : []);
  try {
    for (const command of commandsIn(page)) {
      const name = (command.split("#")[0] ?? "").trim();
      if (running.has(name)) continue;
      if (notRun[name] !== undefined) {
        console.log(`not run: ${page}: ${name}: ${notRun[name]}`);
        continue;
      }
      toDo.get(name)?.();
      toDo.delete(name);
      await attempt(`${page}: ${name}`, async () => {
        const says = servers[name];
        if (says === undefined) await run(command);
        else running.set(name, await startServer(command, says, clone, env));
      });
    }
  } finally {
    for (const server of running.values()) await server[Symbol.asyncDispose]();
  }
}

async function attempt(name: string, action: () => Promise<void>): Promise<void> {
  const began = Date.now();
  console.log(`::: ${name}`);
  try {
    await action();
    passed += 1;
    console.log(`    in order, ${Math.round((Date.now() - began) / 1000)} s`);
  } catch (error) {
    failed += 1;
    console.log(`    FAILED\n${error instanceof Error ? error.message : error}`);
  }
}

async function run(command: string): Promise<void> {
  const atThisStub = command.replaceAll(documentedUrl, `http://127.0.0.1:${port}`);
  const { status, output } = await ended("bash", ["-c", atThisStub], clone, env);
  if (status !== 0) throw new Error(`exit code ${status}:\n${output.split("\n").slice(-60).join("\n")}`);
}

/** "Edit it": one more sentence in the first description. */
function editTheContract(): void {
  const path = join(clone, "openapi/sendevent.yaml");
  writeFileSync(path, readFileSync(path, "utf8").replace(/^( +description: \w.*)$/m, "$1 So say those who read it."));
}

/** "Commit the document together with every generated file", and a changeset as `npx changeset` writes it. */
function commitWithChangeset(): void {
  const changeset = '---\n"@sendevent/openapi": patch\n---\n\nSay it in one more sentence.\n';
  writeFileSync(join(clone, ".changeset/one-more-sentence.md"), changeset);
  const git = (...options: string[]) => execFileSync("git", options, { cwd: clone });
  git("add", "--all");
  git("-c", "user.name=reader", "-c", "user.email=reader@example.com", "commit", "--quiet", "--message", "A sentence");
}

function landingCommands(): string[] {
  const steps = readFileSync(`${root}.ci/run`, "utf8").matchAll(/^step ".*" (npm .+)$/gm);
  return [...steps].flatMap(([, command]) => command ?? []);
}

/** Nothing of the run that this one is part of: no tools of this checkout, no settings of its npm. */
function readersEnvironment(): NodeJS.ProcessEnv {
  const { PATH = "", HOME, CI, CHROMIUM } = process.env;
  const own = PATH.split(":").filter((place) => !place.includes("node_modules"));
  return { PATH: own.join(":"), HOME, CI, CHROMIUM };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
}
