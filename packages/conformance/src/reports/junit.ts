import { asCommand } from "../curl.js";
import { count, type Result, type Summary } from "../result.js";
import { expectation, received } from "./human.js";

/** A report in the XML of JUnit, as CI servers read it: a suite for each group of cases. */
export function junitReport({ url, results, durationMs }: Summary, token: string | undefined): string {
  const groups = [...new Set(results.map(({ group }) => group))];
  const suites = groups.map((name) =>
    suite(
      name,
      results.filter(({ group }) => group === name),
      new URL(url),
      token,
    ),
  );
  const attributes = `name="sendevent-conformance" ${counts(results)} time="${durationMs / 1000}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes}>\n${suites.join("")}</testsuites>\n`;
}

function suite(name: string, results: readonly Result[], url: URL, token: string | undefined): string {
  const cases = results.map((result) => testcase(result, url, token));
  return `  <testsuite name="${escaped(name)}" ${counts(results)}>\n${cases.join("")}  </testsuite>\n`;
}

function counts(results: readonly Result[]): string {
  return `tests="${results.length}" failures="${count(results, "failed")}" errors="0" skipped="${count(results, "skipped")}"`;
}

function testcase(
  { group, id, doc, source, outcome, reason, steps, durationMs }: Result,
  url: URL,
  token: string | undefined,
): string {
  const attributes = `classname="${escaped(group)}" name="${escaped(`${id}: ${doc}`)}" time="${durationMs / 1000}"`;
  if (outcome === "passed") return `    <testcase ${attributes}/>\n`;
  if (outcome === "skipped")
    return `    <testcase ${attributes}><skipped message="${escaped(reason ?? "")}"/></testcase>\n`;
  const failures = steps.flatMap((step) => step.failures);
  const text = steps.map(
    ({ request, expected, answer }) =>
      `sent ${asCommand(request, url, token)}\nexpected ${expectation(expected)}\ncame ${received(answer)}\nsource ${source}`,
  );
  return `    <testcase ${attributes}><failure message="${escaped(failures.join("; "))}">${escaped(text.join("\n"))}</failure></testcase>\n`;
}

/** XML has no way to write most control characters, nor halves of surrogate pairs. */
function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;")
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, "\ufffd");
}
