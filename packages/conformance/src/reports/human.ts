import { type CaseResponse, levels, nameOf } from "../case.js";
import type { HttpResponse } from "../contract.js";
import { referenceFile } from "../reference.js";
import { alike, count, type Result, type Summary } from "../result.js";

/** A report for people: each failure with all that is needed to look into it, then what was skipped, then the counts. */
export function humanReport({ results, levels: judged, url, seed, durationMs }: Summary): string {
  const others = levels.filter((level) => !judged.includes(level));
  const run = seed === undefined ? "" : `, --seed ${seed}`;
  return [
    ...alike(results).flatMap(([first, ...others]) => (first === undefined ? [] : failure(first, others))),
    ...skipped(results),
    ...(count(results, "failed") > 0 ? [`rules: ${referenceFile}`] : []),
    ...(others.length > 0 ? [`not judged: ${others.join(", ")} (see --level)`] : []),
    ...judged.map((level) => `${level}: ${counts(results.filter((result) => result.level === level))}`),
    `${url}: ${counts(results)} in ${(durationMs / 1000).toFixed(1)} s${run}`,
    "",
  ].join("\n");
}

function counts(results: readonly Result[]): string {
  return (["passed", "failed", "skipped"] as const)
    .map((outcome) => `${count(results, outcome)} ${outcome}`)
    .join(", ");
}

function failure({ group, id, doc, source, level, reference, steps }: Result, others: readonly Result[]): string {
  const lines = steps.flatMap(({ request, expected, response, failures }, index) => [
    ...(steps.length > 1 ? [`  request ${index + 1} of ${steps.length}`] : []),
    `  request   ${request}`,
    `  expected  ${expectation(expected)}`,
    `  response  ${received(response)}`,
    ...failures.map((one) => `  wrong     ${one}`),
  ]);
  const rule = [`FAILED ${group}/${id}: ${doc}`, `  level     ${level}`, `  rule      reference.md#${reference}`];
  const alike = others.length === 0 ? [] : [`  alike     ${others.length} more: ${others.map(nameOf).join(", ")}`];
  return [...rule, `  source    ${source}`, ...lines, ...alike, ""].join("\n");
}

/** What a case expects, in one line. */
export function expectation({
  status,
  anyRejection,
  exception,
  mentions = [],
  headers,
  replayed,
}: CaseResponse): string {
  return [
    anyRejection ? "any 4xx but 408" : [status, exception].filter(Boolean).join(" "),
    ...(mentions.length > 0 ? [`a Message that mentions ${mentions.join(" or ")}`] : []),
    ...(headers === undefined ? [] : [`headers ${JSON.stringify(headers)}`]),
    ...(replayed === true ? ["the Id and AbsoluteTime of the first response"] : []),
    ...(replayed === false ? ["an Id of its own"] : []),
  ].join(", ");
}

/** A response in one line: its status, its exception, and the first 300 characters of its body. */
export function received(response: HttpResponse | undefined): string {
  if (response === undefined) return "none";
  const { status, headers, body } = response;
  return [status, headers.get("x-amzn-errortype"), body.replaceAll(/\s+/g, " ").slice(0, 300)]
    .filter(Boolean)
    .join(" ");
}

function skipped(results: readonly Result[]): string[] {
  const reasons = new Set(results.flatMap(({ reason }) => reason ?? []));
  return [...reasons].map((reason) => {
    const ids = results.filter((result) => result.reason === reason).map(nameOf);
    return `SKIPPED ${ids.join(", ")}\n  ${reason}\n`;
  });
}
