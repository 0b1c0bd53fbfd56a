import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { VNode } from "preact";
import { render } from "preact-render-to-string";
import type { JsonObject } from "../../../../openapi/generate/document.js";
import { readContract } from "../contract/contract.js";
import { ChangelogPage } from "./changelog-page.js";
import { ControlPage } from "./control-page.js";
import { GuidePage } from "./guide-page.js";
import { headers } from "./headers.js";
import { ReferencePage } from "./reference-page.js";
import { searchIndex } from "./search-index.js";

/** The documents that the site is made from: the contract, and the stub's own. */
export interface Documents {
  readonly contract: JsonObject;
  readonly control: JsonObject;
}

/** Every file of the site that is made from documents, by its name. All links between them are relative. */
export async function siteFiles(documents: Documents, changelog: string): Promise<Map<string, string>> {
  const contract = readContract(documents.contract);
  const control = readContract(documents.control);
  return new Map([
    ["index.html", page(<ReferencePage contract={contract} />)],
    ["guide.html", page(<GuidePage contract={contract} />)],
    ["control.html", page(<ControlPage contract={contract} control={control} />)],
    ["changelog.html", page(<ChangelogPage contract={contract} changelog={changelog} />)],
    ["search.json", JSON.stringify(searchIndex(contract, control, changelog))],
    ["sendevent.json", `${JSON.stringify(documents.contract, null, 2)}\n`],
    ["control.json", `${JSON.stringify(documents.control, null, 2)}\n`],
    ["headers.json", `${JSON.stringify(headers, null, 2)}\n`],
    ...(await assets()),
  ]);
}

let bundled: Promise<readonly [string, string][]> | undefined;

/** The files that say nothing of the document: the same for every site, and bundled once. */
function assets(): Promise<readonly [string, string][]> {
  bundled ??= Promise.all([
    named("icon.svg", readFile(new URL("icon.svg", import.meta.url), "utf8")),
    named("site.css", bundle("style/site.css")),
    named("site.js", bundle("browser/site.ts")),
    named("theme.js", bundle("browser/theme.ts", "iife")),
  ]);
  return bundled;
}

async function named(name: string, content: Promise<string>): Promise<[string, string]> {
  return [name, await content];
}

function page(node: VNode): string {
  return `<!doctype html>\n${render(node)}\n`;
}

/** One file with all that it imports. */
async function bundle(entry: string, format: "esm" | "iife" = "esm"): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../${entry}`, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format,
    target: ["chrome123", "firefox120", "safari17.5"],
    legalComments: "eof",
  });
  return outputFiles.map(({ text }) => text).join("");
}
