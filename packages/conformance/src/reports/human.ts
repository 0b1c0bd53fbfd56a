import type { CaseResponse } from "../case.js";
import type { Answer } from "../contract.js";
import { asCommand } from "../curl.js";
import { count, type Result, type Summary } from "../result.js";

/** A report for people: every failure with all that is needed to look into it, then what was skipped, then the sum. */
export function humanReport(summary: Summary, token: string | undefined): string {
  const { results, url, seed, durationMs } = summary;
  const failed = results.filter(({ outcome }) => outcome === "failed");
  const sum = (["passed", "failed", "skipped"] as const)
    .map((outcome) => `${count(results, outcome)} ${outcome}`)
    .join(", ");
  return [
    ...failed.map((result) => failure(result, new URL(url), token)),
    ...skipped(results),
    `${url}: ${sum} in ${(durationMs / 1000).toFixed(1)} s${seed === undefined ? "" : `, --seed ${seed}`}`,
    "",
  ].join("\n");
}

function failure({ group, id, doc, source, steps }: Result, url: URL, token: string | undefined): string {
  const lines = steps.flatMap(({ request, expected, answer, failures }, index) => [
    ...(steps.length > 1 ? [`  request ${index + 1} of ${steps.length}`] : []),
    `  sent      ${asCommand(request, url, token)}`,
    `  expected  ${expectation(expected)}`,
    `  came      ${received(answer)}`,
    ...failures.map((one) => `  wrong     ${one}`),
  ]);
  return [`FAILED ${group}/${id}: ${doc}`, `  source    ${source}`, ...lines, ""].join("\n");
}

/** What a case expects, in one line. */
export function expectation({ status, exception, mentions = [], headers, answer }: CaseResponse): string {
  return [
    `${status}${exception === undefined ? "" : ` ${exception}`}`,
    ...(mentions.length > 0 ? [`a Message that mentions ${mentions.join(" and ")}`] : []),
    ...(headers === undefined ? [] : [`headers ${JSON.stringify(headers)}`]),
    ...(answer === "same" ? ["the Id and AbsoluteTime of the first answer"] : []),
    ...(answer === "new" ? ["an Id of its own"] : []),
  ].join(", ");
}

/** An answer, in one line. */
export function received(answer: Answer | undefined): string {
  if (answer === undefined) return "no answer";
  const name = answer.headers.get("x-amzn-errortype");
  return `${answer.status}${name === undefined ? "" : ` ${name}`} ${answer.body.replaceAll(/\s+/g, " ").slice(0, 300)}`.trim();
}

function skipped(results: readonly Result[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const { reason, group, id } of results) {
    if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), `${group}/${id}`]);
  }
  return [...reasons].map(([reason, ids]) => `SKIPPED ${ids.join(", ")}\n  ${reason}\n`);
}
