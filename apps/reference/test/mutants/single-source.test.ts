import { beforeAll, expect, test } from "vitest";
import { isObject, type Json, type JsonObject, readDocument } from "../../../../openapi/generate/document.js";
import { referenceMarkdown } from "../../src/markdown/reference.js";
import { siteFiles } from "../../src/site/site.js";

/** Where the document says something that readers of the reference do not see, and why. */
const unseen: readonly [place: RegExp, reason: string][] = [
  [/^openapi$/, "the version of the format matters to tools, which read the document itself"],
  [/^info\.(contact|license)\./, "who wrote it and its licence are the repository's"],
  [/^tags\.\d+\.name$/, "the tag's name is what operations find it by: they show it"],
  [/^components\.securitySchemes\.\w+\.type$/, "the only kind that the reference knows is a token in a header"],
  [/^components\.securitySchemes\.\w+\.in$/, "the only kind that the reference knows is a token in a header"],
  [/^components\.schemas\.\w+\.title$/, "a schema shows by its name among the components"],
  [/\.x-enum-receipts\.\d+$/, "a fact for code"],
  [/\.x-enum-deprecated\.\d+$/, "a name that no value has is an error of the build"],
  [
    /\.ContentType\.x-enum-varnames\.[1-3]$/,
    "the lists of marks name it too: one without the other is an error of the build",
  ],
  [/\.x-idempotency-token$/, "a fact for code: the description says it in words"],
  [/^components\.headers\.(AllowOrigin|ExposeHeaders|AllowMethods|MaxAge)\.example$/, "the const says the same"],
  [/\.parameters\.0\.\$ref$/, "there is no other parameter to refer to"],
  [/\.requestBody\..*schema\.\$ref$/, "the guide needs a body with a ClientToken: any other is an error of the build"],
];

const document = await readDocument();

/** What a reader sees of Markdown and site: without tags, marks and entities. */
async function shownBy(edited: JsonObject): Promise<{ markdown: string; site: string }> {
  const files = await siteFiles({ contract: edited, apis: [] });
  const pages = [...files].filter(([name]) => name.endsWith(".html")).map(([, content]) => content);
  return { markdown: plain(referenceMarkdown(edited)), site: plain(pages.join().replaceAll(/<[^>]*>/g, "")) };
}

/** A text without marks, entities and line breaks, which differ between the two. */
function plain(text: string): string {
  return text
    .replaceAll(/[`*]|\\(?=\|)/g, "")
    .replaceAll("&amp;", "&")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll(/&#(x27|39);/g, "'")
    .replaceAll(/\s+/g, " ");
}

/** The way to every leaf: a value that is neither an object nor a list. */
function leavesOf(value: Json, way: string[] = []): string[][] {
  const members = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : undefined;
  return members ? members.flatMap(([name, member]) => leavesOf(member, [...way, String(name)])) : [way];
}

function at(value: Json | undefined, way: string[]): Json | undefined {
  return way.reduce<Json | undefined>(
    (here, member) => (isObject(here) ? here[member] : Array.isArray(here) ? here[Number(member)] : undefined),
    value,
  );
}

function changed(way: string[], to: Json): JsonObject {
  const copy = structuredClone(document);
  const parent = at(copy, way.slice(0, -1));
  const member = way.at(-1) ?? "";
  if (isObject(parent)) parent[member] = to;
  else if (Array.isArray(parent)) parent[Number(member)] = to;
  else throw new TypeError(`nothing to change at ${way.join(".")}`);
  return copy;
}

/** Another value of the same kind, and what must show of it: a difference of whatever kind where there is nothing. */
function edited(way: string[], value: Json): { to: Json; shown: string[] } {
  const member = way.at(-1) ?? "";
  if (typeof value === "boolean") return { to: !value, shown: [] };
  if (typeof value === "number") return { to: 77123, shown: ["77123"] };
  if (member === "$ref") return { to: otherComponent(String(value)), shown: [] };
  if (way.includes("required")) return { to: `No${value}`, shown: [] };
  const text = String(value).trim();
  if (["summary", "description", "changes"].includes(member)) {
    return { to: `EDITED ${text} ENDED`, shown: [`EDITED ${text.slice(0, 12)}`, `${text.slice(-8)} ENDED`] };
  }
  if (way.includes("servers") && member === "url") return { to: `${text}/edited`, shown: [`${text}/edited`] };
  return { to: `${text}EDITED`, shown: [text.includes('"') ? "}EDITED" : `${text}EDITED`] };
}

/** Another component of the same kind: the last one, or the first in place of the last. */
function otherComponent(reference: string): string {
  const [, , kind = "", name = ""] = reference.split("/");
  const names = Object.keys(Object(at(document, ["components", kind])));
  return `#/components/${kind}/${name === names.at(-1) ? names[0] : names.at(-1)}`;
}

const isSeen = (name: string) => !unseen.some(([place]) => place.test(name));
const leaves = leavesOf(document);
const kindOf = (way: string[]) => way.slice(0, way[0] === "components" ? 2 : 1).join(".");
const kinds = [...new Set(leaves.map(kindOf))];
let before: Awaited<ReturnType<typeof shownBy>>;
beforeAll(async () => {
  before = await shownBy(document);
});

test("the document has many leaves, and few of them are unseen", () => {
  expect(leaves.length).toBeGreaterThan(400);
  expect(leaves.filter((way) => isSeen(way.join("."))).length).toBeGreaterThan(leaves.length - 40);
});

test.each(kinds)("an edit of any value below %s shows in the Markdown and on the site", async (kind) => {
  const missing: string[] = [];
  for (const way of leaves.filter((leaf) => kindOf(leaf) === kind)) {
    const name = way.join(".");
    if (!isSeen(name)) continue;
    const { to, shown } = edited(way, at(document, way) ?? null);
    try {
      const after = await shownBy(changed(way, to));
      for (const form of ["markdown", "site"] as const) {
        const seen = shown.every((text) => after[form].includes(plain(text).trim()));
        if (!seen || after[form] === before[form]) missing.push(`${name} (${form})`);
      }
    } catch (error) {
      missing.push(`${name}: ${error}`);
    }
  }
  expect(missing).toEqual([]);
});
