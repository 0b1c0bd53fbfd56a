import type { CaseResponse } from "./case.js";
import type { Answer } from "./contract.js";
import type { Request } from "./request-bytes.js";

/** One exchange of a check, and what is wrong with it. */
export interface Step {
  readonly request: Request;
  readonly expected: CaseResponse;
  /** `undefined`: none came. */
  readonly answer: Answer | undefined;
  readonly failures: readonly string[];
}

/** What became of one check of a server. */
export interface Result {
  readonly id: string;
  readonly group: string;
  /** The rule, as a sentence. */
  readonly doc: string;
  /** Where the rule comes from. */
  readonly source: string;
  readonly outcome: "passed" | "failed" | "skipped";
  /** Why it was skipped. */
  readonly reason?: string;
  readonly steps: readonly Step[];
  readonly durationMs: number;
}

/** What became of all of them. */
export interface Summary {
  readonly url: string;
  readonly results: readonly Result[];
  /** What the generated requests can be repeated with. */
  readonly seed?: number;
  readonly durationMs: number;
}

/** How many results came out one way. */
export function count(results: readonly Result[], outcome: Result["outcome"]): number {
  return results.filter((result) => result.outcome === outcome).length;
}
