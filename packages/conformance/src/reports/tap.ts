import { asCommand } from "../curl.js";
import type { Result, Summary } from "../result.js";
import { expectation, received } from "./human.js";

/** A report in TAP, version 14. */
export function tapReport({ url, results }: Summary, token: string | undefined): string {
  const lines = results.map((result, index) => point(result, index + 1, new URL(url), token));
  return `TAP version 14\n1..${results.length}\n${lines.join("")}`;
}

function point(
  { group, id, doc, source, outcome, reason, steps }: Result,
  number: number,
  url: URL,
  token: string | undefined,
): string {
  const title = `${number} - ${group}/${id}: ${doc}`.replaceAll("#", "\\#");
  if (outcome === "passed") return `ok ${title}\n`;
  if (outcome === "skipped") return `ok ${title} # SKIP ${reason}\n`;
  const details = steps.flatMap(({ request, expected, answer, failures }) => [
    ["sent", asCommand(request, url, token)],
    ["expected", expectation(expected)],
    ["came", received(answer)],
    ...failures.map((one) => ["wrong", one]),
  ]);
  // Each detail is a YAML list item in JSON, which is YAML too
  const yaml = [["source", source], ...details].map(
    ([name, value]) => `    - ${JSON.stringify(`${name}: ${value}`)}\n`,
  );
  return `not ok ${title}\n  ---\n  details:\n${yaml.join("")}  ...\n`;
}
