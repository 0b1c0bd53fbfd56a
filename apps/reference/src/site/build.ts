// Writes the site into dist/site: everything that `/docs` of a stub serves, and nothing else.
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { documentUrl, readDocument } from "../../../../openapi/generate/document.js";
import { siteFiles } from "./site.js";

const folder = new URL("../../dist/site/", import.meta.url);
/** Bundled by the step before: it refers to schemas of the contract. */
const control = new URL("../../dist/control.json", import.meta.url);
const changelog = new URL("../../../../openapi/CHANGELOG.md", import.meta.url);

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const documents = { contract: await readDocument(), control: await readDocument(control) };
const files = await siteFiles(documents, await readFile(changelog, "utf8"));
for (const [name, content] of files) await writeFile(new URL(name, folder), content);
await copyFile(documentUrl, new URL("sendevent.yaml", folder));
console.error(`Wrote ${files.size + 1} files into ${fileURLToPath(folder)}`);
