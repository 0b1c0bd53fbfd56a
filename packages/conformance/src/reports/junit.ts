import { count, type Result, type Summary } from "../result.js";
import { expectation, received } from "./human.js";

/** A report in the XML of JUnit, as CI servers read it: a suite for each group of cases. */
export function junitReport({ results, durationMs }: Summary): string {
  const groups = [...new Set(results.map(({ group }) => group))];
  const suites = groups.map((name) => {
    const ofGroup = results.filter(({ group }) => group === name);
    return `  <testsuite name="${name}" ${counts(ofGroup)}>\n${ofGroup.map(testcase).join("")}  </testsuite>\n`;
  });
  const attributes = `name="sendevent-conformance" ${counts(results)} time="${durationMs / 1000}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes}>\n${suites.join("")}</testsuites>\n`;
}

function counts(results: readonly Result[]): string {
  const [failures, skipped] = [count(results, "failed"), count(results, "skipped")];
  return `tests="${results.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function testcase(result: Result): string {
  const { group, id, doc, durationMs } = result;
  const attributes = `classname="${group}" name="${escaped(`${id}: ${doc}`)}" time="${durationMs / 1000}"`;
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
