// Writes every generated file (`npm run generate`), or lists those that are stale, missing or extra (`-- --check`).
import { execFileSync } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { referenceMarkdown } from "../apps/reference/src/markdown/reference.js";
import { contractModule } from "../openapi/generate/contract.js";
import { documentUrl, readDocument } from "../openapi/generate/document.js";
import { schemaModule } from "../openapi/generate/schema.js";

const root = new URL("..", import.meta.url);
const check = process.argv.includes("--check");
const document = await readDocument();

/** Every generated file, by its path from the root, with its content. */
const generated: Readonly<Record<string, string>> = {
  "openapi/sendevent.gen.json": `${JSON.stringify(document, null, 2)}\n`,
  "openapi/src/contract.gen.ts": contractModule(document),
  "openapi/src/schema.gen.ts": await schemaModule(documentUrl, "openapi/sendevent.yaml"),
  "apps/stub/src/control/schema.gen.ts": await schemaModule(
    new URL("apps/stub/control.yaml", root),
    "apps/stub/control.yaml",
  ),
  "apps/stub/src/chat/schema.gen.ts": await schemaModule(new URL("apps/stub/chat.yaml", root), "apps/stub/chat.yaml"),
  "apps/reference/reference.gen.md": referenceMarkdown(document),
};

const findings: string[] = [];
for (const [path, content] of Object.entries(generated)) {
  const file = new URL(path, root);
  const current = await readFile(file, "utf8").catch(() => undefined);
  if (current === content) continue;
  findings.push(`${current === undefined ? "missing" : "stale"}: ${path}`);
  if (!check) await writeFile(file, content);
}
for (const path of existing()) {
  if (path in generated) continue;
  findings.push(`extra: ${path}`);
  if (!check) await rm(new URL(path, root));
}

for (const finding of findings) console.log(check ? finding : `${finding} (fixed)`);
if (findings.length === 0) console.log(`${Object.keys(generated).length} generated files are up to date`);
else if (check) {
  console.error("Generated files do not match their sources: run `npm run generate` and commit what it writes.");
  process.exitCode = 1;
}

/** Every file of the tree that is named as generated, committed or not. */
function existing(): string[] {
  const list = (...args: string[]) =>
    execFileSync("git", ["ls-files", ...args, "*.gen.*"], { cwd: fileURLToPath(root), encoding: "utf8" })
      .split("\n")
      .filter((path) => path !== "");
  const deleted = list("--deleted");
  return list("--cached", "--others", "--exclude-standard").filter((path) => !deleted.includes(path));
}
