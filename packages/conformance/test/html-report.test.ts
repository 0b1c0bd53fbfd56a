import { describe, expect, it } from "vitest";
import { htmlReport } from "../src/reports/html.js";
import type { Result, Step } from "../src/result.js";

const step: Step = {
  request: "curl '<script>alert(1)</script>' && x",
  expected: { status: 400, exception: "ValidationException" },
  response: { status: 200, headers: new Map(), body: "<img src=https://other.example/x>\u0007" },
  failures: ["status is 200, not <400>"],
};
const failed: Result = {
  id: "one",
  group: "content",
  doc: "Is <good> & fine.",
  source: "RFC 1",
  level: "contract",
  reference: "schema-content",
  outcome: "failed",
  steps: [step],
  durationMs: 1,
};
const results: Result[] = [
  failed,
  { ...failed, id: "two" },
  { ...failed, id: "three", reference: "no-such-section", level: "wording" },
  { ...failed, id: "four", outcome: "skipped", reason: "excluded: <why>", steps: [] },
  { ...failed, id: "five", outcome: "skipped", reason: "excluded: <why>", steps: [] },
  { ...failed, id: "six", outcome: "passed", steps: [] },
];
const summary = { url: "http://host/<base>", levels: ["contract", "wording"] as const, results, durationMs: 3456 };
const write = () => htmlReport({ ...summary, seed: 7 });

describe("the report in HTML", () => {
  it("has the endpoint, the date, the time it took and the seed", () => {
    const page = write();
    const today = new Date().toISOString().slice(0, 10);
    expect(page).toContain(`<p><code>http://host/&lt;base&gt;</code>, ${today}, in 3.5 s, seed 7</p>`);
    expect(page).toContain("<title>SendEvent conformance of http://host/&lt;base&gt;</title>");
    expect(htmlReport(summary)).toContain("in 3.5 s</p>");
  });

  it("has the verdict and the counts by level, and what was not judged", () => {
    const page = write();
    expect(page).toContain('<p class="failed"><strong>3 cases fail</strong></p>');
    expect(page).toContain("<tr><td>contract</td><td>1</td><td>2</td><td>2</td></tr>");
    expect(page).toContain("<tr><td>wording</td><td>0</td><td>1</td><td>0</td></tr>");
    expect(page).toContain("<p>Not judged: transport.</p>");
    const levels = ["contract", "transport", "wording"] as const;
    const good = htmlReport({ ...summary, levels, results: results.slice(5) });
    expect(good).toContain('<p class="passed"><strong>Nothing fails</strong></p>');
    expect(good).not.toMatch(/Not judged|<h2>Failures|<h2>Skipped|<article/);
    expect(htmlReport({ ...summary, levels: ["contract"] })).toContain("<p>Not judged: transport, wording.</p>");
  });

  it("has each failure once, with its rule, its requests, and the others that are alike", () => {
    const page = write();
    const articles = page.split("<article>").slice(1);
    expect(articles).toHaveLength(2);
    expect(articles[0]?.replaceAll(/\s*\n\s*/g, "")).toMatch(
      new RegExp(
        [
          "^<h3>content/one: Is &lt;good&gt; &amp; fine\\.</h3>",
          "<p>Level contract, source RFC 1, <code>reference\\.md#schema-content</code></p>",
          "<ul><li>status is 200, not &lt;400&gt;</li></ul>",
          "<details><summary>Rule: Schema Content</summary><pre>The content of the event, as a string.*</pre></details>",
          "<dl><dt>Request</dt><dd><pre>curl '&lt;script&gt;alert\\(1\\)&lt;/script&gt;' &amp;&amp; x</pre></dd>",
          "<dt>Expected</dt><dd>400 ValidationException</dd>",
          "<dt>Response</dt><dd>200 &lt;img src=https://other\\.example/x&gt;\ufffd</dd></dl>",
          "<h4>1 more, in the same way</h4>",
          "<details><summary>content/two: Is .*</summary><dl>.*</dl></details></article>$",
        ].join(""),
      ),
    );
    expect(articles[1]).toContain("reference.md#no-such-section");
    expect(articles[1]).not.toMatch(/Rule:|more, in/);
  });

  it("has what was skipped by reason, and what passed", () => {
    const page = write();
    expect(page).toContain("<li>excluded: &lt;why&gt;: content/four, content/five</li>");
    expect(page).toContain("<summary>1 cases</summary><ul><li>content/six: Is &lt;good&gt; &amp; fine.</li></ul>");
  });

  it("needs neither scripts nor another host, and has both themes", () => {
    const page = write();
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed)|@import|url\(|<[^>]*\s(src|href)=/i);
    expect(page).toContain(":root { color-scheme: light dark;");
    expect(page).toContain("@media (prefers-color-scheme: dark)");
  });

  it("has an end for every element, in order", () => {
    const page = write();
    const open: string[] = [];
    for (const [, end, name = ""] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
      if (end === "/") expect(open.pop()).toBe(name);
      else if (name !== "meta") open.push(name);
    }
    expect(open).toEqual([]);
    expect(page).toMatch(/<\/html>\n$/);
  });
});
