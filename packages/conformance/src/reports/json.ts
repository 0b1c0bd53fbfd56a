import { count, type Summary } from "../result.js";

/** A report for programs: the counts, and each result; a failed one with its exchanges. */
export function jsonReport({ url, levels, results, seed, durationMs }: Summary): string {
  const report = {
    url,
    levels,
    seed,
    durationMs,
    passed: count(results, "passed"),
    failed: count(results, "failed"),
    skipped: count(results, "skipped"),
    results: results.map(({ steps, ...result }) => ({
      ...result,
      ...(result.outcome === "failed" && {
        exchanges: steps.map(({ response, ...step }) => ({
          ...step,
          response: response === undefined ? null : { ...response, headers: Object.fromEntries(response.headers) },
        })),
      }),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
