import { posix } from "node:path";
import { expect, test } from "vitest";
import { anchorsOf, files, linksOf } from "./markdown.js";

const pages = files.filter((file) => file.endsWith(".md"));
const links = pages.flatMap((page) => linksOf(page).map((link) => ({ page, link })));
const inside = links.filter(({ link }) => !/^[a-z]+:/i.test(link));

test("the repository has pages with links between them", () => {
  expect(pages).toContain("README.md");
  expect(inside.length).toBeGreaterThan(10);
});

test.each(inside)("$page: $link leads to a file of the repository, and to a heading in it", ({ page, link }) => {
  const [path = "", anchor] = decodeURI(link).split("#");
  const target = path === "" ? page : posix.join(posix.dirname(page), path).replace(/\/$/, "");
  const found = files.some((file) => file === target || file.startsWith(`${target}/`));
  expect(found, `${page} links to ${target}, which is not there`).toBe(true);
  if (anchor !== undefined) expect([...anchorsOf(target)], `${page} links to ${link}`).toContain(anchor);
});

test("links outside go to https, or to this machine", () => {
  const outside = links.filter(({ link }) => /^[a-z]+:/i.test(link));
  expect(outside.filter(({ link }) => !/^(https:\/\/|mailto:|http:\/\/127\.0\.0\.1[:/])/.test(link))).toEqual([]);
});
