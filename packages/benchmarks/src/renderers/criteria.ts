import type { Contender } from "./contender.js";
import type { Findings } from "./measure.js";

/** All that is known of one contender after a run: figures, or why there are none. */
export type Result =
  | { readonly name: string; readonly failed: string }
  | {
      readonly name: string;
      readonly contender: Contender;
      readonly times: readonly number[];
      readonly findings: Findings;
    };

/** A result with figures. */
export type Measured = Extract<Result, { times: unknown }>;

/** The middle one of an odd number of figures. */
export const median = (figures: readonly number[]) =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

/**
 * What decision 0301 asks of a reference, by a word for the table. That it runs under `script-src 'self'` needs no line:
 * who does not run has no figures.
 */
const criteria: Readonly<Record<string, (measured: Measured) => boolean>> = {
  "other hosts": ({ findings }) => findings.foreignHosts.length === 0,
  axe: ({ findings }) => findings.axe.critical.length + findings.axe.serious.length === 0,
  "360 px": ({ findings }) => findings.widthAt360 <= 360,
  "1.5 s": ({ times }) => median(times) < 1_500,
  "1.2 MB": ({ findings }) => findings.transferred <= 1_200_000,
  "Try it": ({ contender }) => contender.tryIt.boundToHost,
  "Node 20": ({ contender }) => Number(/^>=\s*(\d+)/.exec(contender.node ?? "")?.[1] ?? 0) <= 20,
};

/** The criteria that a contender does not meet. */
export function missed(measured: Measured): string[] {
  return Object.entries(criteria).flatMap(([name, meets]) => (meets(measured) ? [] : name));
}
