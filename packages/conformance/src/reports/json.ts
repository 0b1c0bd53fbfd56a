import type { Answer } from "../contract.js";
import { asCommand } from "../curl.js";
import { count, type Summary } from "../result.js";

/** A report for programs. */
export function jsonReport({ url, results, seed, durationMs }: Summary, token: string | undefined): string {
  const report = {
    url,
    ...(seed !== undefined && { seed }),
    durationMs,
    passed: count(results, "passed"),
    failed: count(results, "failed"),
    skipped: count(results, "skipped"),
    results: results.map(({ steps, ...result }) => ({
      ...result,
      ...(result.outcome === "failed" && {
        exchanges: steps.map(({ request, expected, answer, failures }) => ({
          sent: asCommand(request, new URL(url), token),
          expected,
          came: answer === undefined ? null : came(answer),
          wrong: failures,
        })),
      }),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function came({ status, headers, body }: Answer): object {
  return { status, headers: Object.fromEntries(headers), body };
}
