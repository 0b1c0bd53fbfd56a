// Writes the site into dist/site: everything that `/docs` of a stub serves, and nothing else.
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { documentUrl } from "../../../../openapi/generate/document.js";
import { readDocuments } from "./documents.js";
import { siteFiles } from "./site.js";

const folder = new URL("../../dist/site/", import.meta.url);

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const files = await siteFiles(await readDocuments());
for (const [name, content] of files) await writeFile(new URL(name, folder), content);
await copyFile(documentUrl, new URL("sendevent.yaml", folder));
console.error(`Wrote ${files.size + 1} files into ${fileURLToPath(folder)}`);
