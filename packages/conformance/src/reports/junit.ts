import { count, type Result, type Summary } from "../result.js";
import { expectation, received } from "./human.js";

/** A report in the XML of JUnit, as CI servers read it: a suite for each group of cases and each level. */
export function junitReport({ results, durationMs }: Summary): string {
  const names = [...new Set(results.map(suiteOf))];
  const suites = names.map((name) => {
    const ofGroup = results.filter((result) => suiteOf(result) === name);
    return `  <testsuite name="${name}" ${counts(ofGroup)}>\n${ofGroup.map(testcase).join("")}  </testsuite>\n`;
  });
  const attributes = `name="sendevent-conformance" ${counts(results)} time="${durationMs / 1000}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes}>\n${suites.join("")}</testsuites>\n`;
}

/** What is no promise of the document is a suite of its own. */
function suiteOf({ group, level }: Result): string {
  return level === "contract" ? group : `${group} (${level})`;
}

function counts(results: readonly Result[]): string {
  const [failures, skipped] = [count(results, "failed"), count(results, "skipped")];
  return `tests="${results.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function testcase(result: Result): string {
  const { id, doc, durationMs } = result;
  const attributes = `classname="${suiteOf(result)}" name="${escaped(`${id}: ${doc}`)}" time="${durationMs / 1000}"`;
  const outcome = outcomeOf(result);
  return `    <testcase ${attributes}${outcome === "" ? "/>" : `>${outcome}</testcase>`}\n`;
}

function outcomeOf({ outcome, reason = "", level, reference, source, steps }: Result): string {
  if (outcome === "passed") return "";
  if (outcome === "skipped") return `<skipped message="${escaped(reason)}"/>`;
  const failures = steps.flatMap((step) => step.failures);
  const text = steps.map(
    ({ request, expected, response }) =>
      `request ${request}\nexpected ${expectation(expected)}\nresponse ${received(response)}\nlevel ${level}\nrule reference.md#${reference}\nsource ${source}`,
  );
  return `<failure message="${escaped(failures.join("; "))}">${escaped(text.join("\n"))}</failure>`;
}

/** XML 1.0 has no way to write control characters, halves of surrogate pairs, and two characters that are none. */
function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;")
    .replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, "\ufffd");
}
