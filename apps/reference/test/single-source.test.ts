import { expect, test } from "vitest";
import { isObject, type Json, type JsonObject, readDocument } from "../../../openapi/generate/document.js";
import { referenceMarkdown } from "../src/markdown/reference.js";
import { siteFiles } from "../src/site/site.js";

/** Where the document says something that readers of the reference do not see, and why. */
const unseen: Record<string, string> = {
  "info.license": "the licence is the repository's",
};

const texts = ["description", "summary", "example"];
const numbers = ["minLength", "maxLength", "x-max-bytes"];

interface Edit {
  way: string;
  document: JsonObject;
  /** What must show. */
  shown: string;
}

/** The document with one edit, for every text and every constraint in it. */
function edits(document: JsonObject): Edit[] {
  return waysOf(document).flatMap((way) => {
    const member = way.at(-1) ?? "";
    const value = at(document, way);
    if (texts.includes(member) && typeof value === "string") {
      return {
        way: way.join("."),
        document: changed(document, way, `EDITED ${value}`),
        shown: `EDITED ${value.slice(0, 12)}`,
      };
    }
    if (numbers.includes(member))
      return { way: way.join("."), document: changed(document, way, 77123), shown: "77123" };
    if (member === "pattern")
      return { way: way.join("."), document: changed(document, way, "^EDITED$"), shown: "^EDITED$" };
    return [];
  });
}

function waysOf(value: Json, way: string[] = []): string[][] {
  const members = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return [way, ...members.flatMap(([name, member]) => waysOf(member, [...way, String(name)]))];
}

function at(value: Json, way: string[]): Json | undefined {
  return way.reduce<Json | undefined>(
    (here, member) => (isObject(here) ? here[member] : Array.isArray(here) ? here[Number(member)] : undefined),
    value,
  );
}

function changed(document: JsonObject, way: string[], to: Json): JsonObject {
  const copy = structuredClone(document);
  const parent = at(copy, way.slice(0, -1));
  if (!isObject(parent)) throw new TypeError(`no object at ${way.join(".")}`);
  parent[way.at(-1) ?? ""] = to;
  return copy;
}

const all = edits(await readDocument());
const seen = all.filter(({ way }) => !Object.keys(unseen).some((prefix) => way.startsWith(prefix)));

test("the document has many texts and constraints", () => {
  expect(seen.length).toBeGreaterThan(100);
  expect(seen.length).toBeGreaterThan(all.length - 12);
});

test.each(seen)("an edit at $way shows in the Markdown", ({ document, shown }) => {
  expect(plain(referenceMarkdown(document))).toContain(plain(shown));
});

test.each(seen)("an edit at $way shows on the site", async ({ document, shown }) => {
  const files = await siteFiles(document, "");
  const html = [...files].filter(([name]) => name.endsWith(".html")).map(([, content]) => content);
  expect(plain(html.join().replaceAll(/<[^>]*>/g, ""))).toContain(plain(shown));
});

test("an edit of an example shows in the samples of site and Markdown", async () => {
  const way = ["components", "examples", "TypingRequest", "value", "ClientToken"];
  const document = changed(await readDocument(), way, "edited-client-token");
  const samples = /--client-token edited-client-token/;
  expect(referenceMarkdown(document)).toMatch(samples);
  expect((await siteFiles(document, "")).get("index.html")).toMatch(samples);
});

/** A text without marks, entities and line breaks, which differ between the two. */
function plain(text: string): string {
  return text
    .replaceAll(/[`*]|\\(?=\|)/g, "")
    .replaceAll("&amp;", "&")
    .replaceAll("&quot;", '"')
    .replaceAll(/&lt;/g, "<")
    .replaceAll(/\s+/g, " ");
}
