import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { VNode } from "preact";
import { render } from "preact-render-to-string";
import { readContract } from "../contract/contract.js";
import { changelogPage, guidePage, notFoundPage, referencePage } from "./anchors.js";
import { ApiPage } from "./api-page.js";
import { ChangelogPage } from "./changelog-page.js";
import type { Site } from "./context.js";
import type { Documents } from "./documents.js";
import { GuidePage } from "./guide-page.js";
import { headers } from "./headers.js";
import { NotFoundPage } from "./not-found-page.js";
import { ReferencePage } from "./reference-page.js";
import { searchIndex } from "./search-index.js";

/** Every file of the site that is made from documents, by its name. All links between them are relative. */
export async function siteFiles({ contract, apis }: Documents): Promise<Map<string, string>> {
  const site: Site = {
    contract: readContract(contract),
    apis: apis.map(({ name, label, document }) => ({ name, label, contract: readContract(document) })),
  };
  return new Map([
    [referencePage, page(<ReferencePage site={site} />)],
    [guidePage, page(<GuidePage site={site} />)],
    ...site.apis.map((api) => [`${api.name}.html`, page(<ApiPage site={site} api={api} />)] as const),
    [changelogPage, page(<ChangelogPage site={site} />)],
    [notFoundPage, page(<NotFoundPage site={site} />)],
    ["search.json", JSON.stringify(searchIndex(site))],
    ["sendevent.json", json(contract)],
    ...apis.map(({ name, document }) => [`${name}.json`, json(document)] as const),
    ["headers.json", json(headers)],
    ...(await assets()),
  ]);
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

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
