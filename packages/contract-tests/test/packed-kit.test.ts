import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { startStub } from "@sendevent/stub";
import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "packed-kit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("packed and installed alone, the kit runs with npx", { timeout: 120_000 }, async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const npm = (cwd: string, ...parameters: string[]) =>
    execFileSync("npm", parameters, { cwd, encoding: "utf8", stdio: "pipe" });
  const [{ filename, files }]: [{ filename: string; files: { path: string }[] }] = JSON.parse(
    npm(root, "pack", "--json", "--ignore-scripts", "--pack-destination", folder),
  );
  expect(files.map(({ path }) => path).filter((path) => /^(test|mutants|checks|vendor|src)\//.test(path))).toEqual([]);
  writeFileSync(join(folder, "package.json"), "{}");
  npm(folder, "install", "--prefer-offline", "--no-audit", "--no-fund", join(folder, filename));
  await using stub = await startStub({ port: 0 });
  const child = spawn("npx", ["sendevent-conformance", "--url", stub.url, "--stub"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  expect(await text(child.stdout)).toMatch(/ passed, 0 failed, 0 skipped in /);
});
