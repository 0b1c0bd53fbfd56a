import { expect, test } from "vitest";
import { readDocument } from "../../../openapi/generate/document.js";
import { readContract } from "../src/contract/contract.js";
import { referenceMarkdown } from "../src/markdown/reference.js";
import { samplesOf } from "../src/samples/samples.js";
import { siteFiles } from "../src/site/site.js";

// The fixture has one of everything that a document can say; the files beside it are what a reader must see of it. After
// a change on purpose, `npx vitest run test/fixture.test.ts -u` writes them: read the difference before you commit it.
const document = await readDocument(new URL("fixture/document.yaml", import.meta.url));
const documents = { contract: document, apis: [{ name: "api", label: "API", document }] }; // it has one of everything

/** HTML with each block on a line of its own. */
function lines(html: string): string {
  return html.replaceAll(
    /(?=<(?:section|article|div|p|h\d|dl|dt|dd|ul|li|table|tr|t[hd]|figure|details|summary|form|label|button|select|option|nav|main|header|link|meta|script|title|aside|dialog)\b)/g,
    "\n",
  );
}

test("the Markdown shows everything", async () => {
  await expect(referenceMarkdown(document)).toMatchFileSnapshot("fixture/reference.md.txt");
});

test.each(["index", "guide", "api", "changelog", "404"])("the page %s.html shows everything", async (name) => {
  const html = (await siteFiles(documents)).get(`${name}.html`) ?? "";
  await expect(lines(html)).toMatchFileSnapshot(`fixture/${name}.html.txt`);
});

test("the search can lead to everything", async () => {
  const entries: unknown = JSON.parse((await siteFiles(documents)).get("search.json") ?? "");
  await expect(`${JSON.stringify(entries, null, 2)}\n`).toMatchFileSnapshot("fixture/search.json.txt");
});

test("the site gives the document as JSON", async () => {
  const files = await siteFiles(documents);
  expect(JSON.parse(files.get("sendevent.json") ?? "")).toEqual(document);
});

test("the site says which headers a server should send with it", async () => {
  const files = await siteFiles(documents);
  expect(JSON.parse(files.get("headers.json") ?? "")).toEqual({
    "Content-Security-Policy":
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; " +
      "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
  });
});

test("samples are written for accepted examples only, in one order of tools", () => {
  const samples = samplesOf(readContract(document));
  expect(samples.map(({ example, tool }) => `${example} ${tool.id}`)).toEqual([
    "Plain curl",
    "Plain client",
    "Plain aws-sdk-js",
    "Plain boto3",
    "Plain java",
    "Plain go",
    "Plain csharp",
    "Plain aws-cli",
    "Quoted curl",
    "Quoted client",
    "Quoted aws-sdk-js",
    "Quoted boto3",
    "Quoted java",
    "Quoted go",
    "Quoted csharp",
    "Quoted aws-cli",
  ]);
});
