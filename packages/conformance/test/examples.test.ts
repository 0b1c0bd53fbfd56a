import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { run } from "./fixtures/run.js";

const examples = fileURLToPath(new URL("../examples/", import.meta.url));
const python = "/usr/bin/python3"; // Debian's, which has Debian's Flask

/** Starts a program that prints its URL first, on a free port. */
async function started(program: string, ...parameters: string[]) {
  const child = spawn(program, parameters, {
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once("line", resolve);
    child.once("error", reject);
    child.once("close", () => reject(new Error(`${program} ended at once`)));
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.kill();
      await exited;
    },
  };
}

/** Whether a program runs here. Where it does not, says so, and throws in CI. */
async function isThere(program: string, ...parameters: string[]): Promise<boolean> {
  const failure = await promisify(execFile)(program, parameters).then(
    () => undefined,
    () => `${[program, ...parameters].join(" ")} does not run here`,
  );
  if (failure === undefined) return true;
  if (process.env["CI"]) throw new Error(failure);
  process.stderr.write(`not tested: ${failure}\n`);
  return false;
}

async function expectNoFailure(url: string): Promise<void> {
  const { out, code } = await run("--url", url);
  expect(out).toMatch(/^contract: 2\d\d passed, 0 failed, /m);
  expect(code).toBe(0);
}

it("finds nothing wrong with the example in Express", async () => {
  await using server = await started(process.execPath, `${examples}express/server.mjs`);
  await expectNoFailure(server.url);
});

it("finds nothing wrong with the example in Python", async () => {
  if (!(await isThere(python, "-c", "import flask"))) return;
  await using server = await started(python, `${examples}python/server.py`);
  await expectNoFailure(server.url);
});

it("finds nothing wrong with the example in Go", async () => {
  if (!(await isThere("go", "vet", `${examples}go/server.go`))) return;
  const folder = await mkdtemp(`${tmpdir()}/sendevent-go-`);
  try {
    await promisify(execFile)("go", ["build", "-o", `${folder}/server`, `${examples}go/server.go`]);
    await using server = await started(`${folder}/server`);
    await expectNoFailure(server.url);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);
