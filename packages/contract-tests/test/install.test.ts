import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

const script = new URL("../../../scripts/install.mjs", import.meta.url);

// A folder with the script, a lockfile, and an `npm` that writes down how it was called and exits as it is told
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "install-"));
  for (const folder of ["bin", "scripts", "node_modules"]) mkdirSync(join(root, folder));
  copyFileSync(script, join(root, "scripts/install.mjs"));
  writeFileSync(join(root, "package-lock.json"), "{}");
  writeFileSync(join(root, "bin/npm"), `#!/bin/sh\necho "$@" | tee -a "$CALLS"\nexit "$STATUS"\n`);
  chmodSync(join(root, "bin/npm"), 0o755);
});
afterEach(() => rmSync(root, { recursive: true }));

function install(status = 0): { status: number | null; stdout: string; calls: string[] } {
  const calls = join(root, "calls");
  const { PATH } = process.env;
  const env = { ...process.env, PATH: join(root, "bin") + delimiter + PATH, CALLS: calls, STATUS: String(status) };
  const run = spawnSync(process.execPath, [join(root, "scripts/install.mjs")], { env, encoding: "utf8" });
  const written = existsSync(calls) ? readFileSync(calls, "utf8") : "";
  return { status: run.status, stdout: run.stdout, calls: written.trim().split("\n") };
}

it("installs what the lockfile names, and writes nothing to stdout", () => {
  expect(install()).toEqual({ status: 0, stdout: "", calls: ["ci --no-audit --no-fund"] });
});

it("installs once for one lockfile, and again when it has changed", () => {
  install();
  expect(install().calls.length).toBe(1);
  writeFileSync(join(root, "package-lock.json"), '{"changed":true}');
  expect(install().calls.length).toBe(2);
});

it("exits as npm does when that fails, and tries again the next time", () => {
  expect(install(7)).toMatchObject({ status: 7 });
  expect(install().calls.length).toBe(2);
});
