// Writes every generated file (`npm run generate`), or says which are stale, missing or extra (`-- --check`).
import { execFileSync } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { generatedFiles } from "./generated-files.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const check = process.argv.includes("--check");

const findings: string[] = [];
const wanted = new Set<string>();
try {
  for await (const [path, content] of generatedFiles()) {
    wanted.add(path);
    const current = await readFile(root + path, "utf8").catch(() => undefined);
    if (current === content) continue;
    findings.push(`${current === undefined ? "missing" : "stale"}: ${path}`);
    if (!check) await writeFile(root + path, content);
  }
} catch (error) {
  // What is made from code cannot be made while a generated file that the code reads is missing: say that, not this.
  if (findings.length === 0) throw error;
}
for (const path of generatedInTree()) {
  if (wanted.has(path) || (await readFile(root + path).catch(() => undefined)) === undefined) continue;
  findings.push(`extra: ${path}`);
  if (!check) await rm(root + path);
}

for (const finding of findings) console.log(check ? finding : `${finding} (mended)`);
if (check && findings.length > 0) {
  console.error("Generated files do not match their sources: run `npm run generate` and commit what it writes.");
  process.exitCode = 1;
} else if (findings.length === 0) {
  console.log(`${wanted.size} generated files are up to date`);
}

/** Every file that is named as generated, whether it is committed yet or not. */
function generatedInTree(): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "*.gen.*"];
  return execFileSync("git", args, { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((path) => path !== "");
}
