import { levels, nameOf } from "../case.js";
import { sectionAt } from "../reference.js";
import { alike, count, type Result, type Summary } from "../result.js";
import { expectation, received } from "./human.js";

const style = `
:root { color-scheme: light dark; --line: #d0d4da; --soft: #5b6470; --bad: #b3261e; --good: #1a7f37; --code: #f3f4f6; }
@media (prefers-color-scheme: dark) {
  :root { --line: #3b424c; --soft: #9aa4b2; --bad: #ff8a80; --good: #5fd38d; --code: #1d2229; }
}
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; }
h3 { margin-bottom: 0; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid var(--line); padding: 0.25rem 1rem 0.25rem 0; text-align: left; }
td + td { font-variant-numeric: tabular-nums; }
article { border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 4px; margin: 1rem 0; padding: 0 1rem 1rem; }
pre, code { background: var(--code); font: 0.85em/1.5 ui-monospace, monospace; border-radius: 4px; }
pre { overflow-x: auto; padding: 0.5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
summary { cursor: pointer; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
.failed { color: var(--bad); }
.passed { color: var(--good); }
`;

/** A report to hand to somebody else: one page that needs nothing but itself, neither scripts nor the network. */
export function htmlReport({ url, results, levels: judged, seed, durationMs }: Summary): string {
  const failures = alike(results);
  const verdict =
    failures.length === 0 ? ["passed", "Nothing fails"] : ["failed", `${count(results, "failed")} cases fail`];
  const others = levels.filter((level) => !judged.includes(level));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>SendEvent conformance of ${escaped(url)}</title>
<style>${style}</style>
</head>
<body>
<h1>SendEvent conformance</h1>
<p><code>${escaped(url)}</code>, ${new Date().toISOString().slice(0, 10)}, in ${(durationMs / 1000).toFixed(1)} s${seed === undefined ? "" : `, seed ${seed}`}</p>
<p class="${verdict[0]}"><strong>${verdict[1]}</strong></p>
<table>
<tr><th>Level</th><th>Passed</th><th>Failed</th><th>Skipped</th></tr>
${judged
  .map((level) =>
    row(
      level,
      results.filter((result) => result.level === level),
    ),
  )
  .join("\n")}
</table>
${others.length === 0 ? "" : `<p>Not judged: ${others.join(", ")}.</p>`}
${failures.length === 0 ? "" : `<h2>Failures</h2>\n${failures.map(failure).join("\n")}`}
${skipped(results)}
${passed(results)}
</body>
</html>
`;
}

function row(level: string, results: readonly Result[]): string {
  const counts = (["passed", "failed", "skipped"] as const).map((outcome) => `<td>${count(results, outcome)}</td>`);
  return `<tr><td>${level}</td>${counts.join("")}</tr>`;
}

/** The first of several failures that are alike stays open. */
function failure([first, ...others]: readonly Result[]): string {
  if (first === undefined) return "";
  const section = sectionAt(first.reference);
  const rule =
    section &&
    `<details><summary>Rule: ${escaped(section.title)}</summary><pre>${escaped(section.text)}</pre></details>`;
  const more = others.map((one) => `<details><summary>${title(one)}</summary>${exchanges(one)}</details>`);
  return `<article>
<h3>${title(first)}</h3>
<p>Level ${first.level}, source ${escaped(first.source)}, <code>reference.md#${first.reference}</code></p>
<ul>${first.steps.flatMap(({ failures }) => failures.map((one) => `<li>${escaped(one)}</li>`)).join("")}</ul>
${rule ?? ""}
${exchanges(first)}
${more.length === 0 ? "" : `<h4>${more.length} more, in the same way</h4>\n${more.join("\n")}`}
</article>`;
}

function title(result: Result): string {
  return `${nameOf(result)}: ${escaped(result.doc)}`;
}

function exchanges({ steps }: Result): string {
  return steps
    .map(
      ({ request, expected, response }) => `<dl>
<dt>Request</dt><dd><pre>${escaped(request)}</pre></dd>
<dt>Expected</dt><dd>${escaped(expectation(expected))}</dd>
<dt>Response</dt><dd>${escaped(received(response))}</dd>
</dl>`,
    )
    .join("\n");
}

function skipped(results: readonly Result[]): string {
  const reasons = new Set(results.flatMap(({ reason }) => reason ?? []));
  const items = [...reasons].map((reason) => {
    const names = results.filter((result) => result.reason === reason).map(nameOf);
    return `<li>${escaped(reason)}: ${names.join(", ")}</li>`;
  });
  return items.length === 0 ? "" : `<h2>Skipped</h2>\n<ul>${items.join("\n")}</ul>`;
}

function passed(results: readonly Result[]): string {
  const items = results.filter(({ outcome }) => outcome === "passed").map((one) => `<li>${title(one)}</li>`);
  return `<h2>Passed</h2>\n<details><summary>${items.length} cases</summary><ul>${items.join("\n")}</ul></details>`;
}

/** Text for an element: what HTML gives a meaning, and control characters, which it does not allow. */
function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/(?![\t\n])[\p{Cc}\p{Cs}]/gu, "\ufffd");
}
