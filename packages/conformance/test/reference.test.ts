import { readFileSync } from "node:fs";
import GithubSlugger from "github-slugger";
import { describe, expect, it } from "vitest";
import { loadCases } from "../src/load-cases.js";
import { referenceFile, sectionAt } from "../src/reference.js";

const markdown = readFileSync(referenceFile, "utf8");

describe("the reference in the package", () => {
  it("is that of the project", () => {
    const original = new URL("../../../apps/reference/reference.gen.md", import.meta.url);
    expect(markdown).toBe(readFileSync(original, "utf8"));
  });

  const slugger = new GithubSlugger();
  const titles = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => title);
  it.each(titles.map((title) => [title, slugger.slug(title)]))("has a section %s at #%s", (title, anchor) => {
    expect(sectionAt(anchor)?.title).toBe(title);
  });

  it("says in a section what the rule is, without tables and examples", () => {
    expect(sectionAt("receipts")?.text).toMatch(/^A delivered or read receipt names[\s\S]*, not an object\.$/);
    expect(sectionAt("404-unknownoperationexception")?.text).toMatch(
      /^There is no operation[\s\S]*\*\*Retry:\*\* never\.$/,
    );
    expect(sectionAt("none")).toBeUndefined();
  });

  const anchors = new Set(loadCases().flatMap(({ reference }) => reference ?? []));
  it.each([...anchors])("has the section #%s, where cases say that their rule is", (anchor) => {
    expect(sectionAt(anchor)).toBeDefined();
  });
});
