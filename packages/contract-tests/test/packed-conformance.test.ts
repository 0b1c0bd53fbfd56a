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

it("packed and installed, the kit runs with npx", { timeout: 120_000 }, async () => {
  const npm = (cwd: string, ...parameters: string[]) =>
    execFileSync("npm", parameters, { cwd, encoding: "utf8", stdio: "pipe" });
  const tarballs = ["openapi", "packages/conformance"].map((path) => {
    const root = fileURLToPath(new URL(`../../../${path}`, import.meta.url));
    const pack = npm(root, "pack", "--json", "--ignore-scripts", "--pack-destination", folder);
    const [packed]: { filename: string; files: { path: string }[] }[] = JSON.parse(pack);
    expect(packed?.files.map(({ path }) => path).filter((path) => /^(test|src)\//.test(path))).toEqual([]);
    return join(folder, packed?.filename ?? "");
  });
  writeFileSync(join(folder, "package.json"), "{}");
  npm(folder, "install", "--prefer-offline", "--no-audit", "--no-fund", ...tarballs);
  await using stub = await startStub({ port: 0 });
  const child = spawn("npx", ["sendevent-conformance", "--url", stub.url, "--stub", "--only", "events/"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  expect(await text(child.stdout)).toMatch(/: 6 passed, 0 failed, 0 skipped in /);
});
