import type { CaseResponse, ContractCase, Level } from "./case.js";
import type { HttpResponse } from "./contract.js";

/** One exchange of a check. Nothing in it is secret: what is has the name of a variable in its place. */
export interface Step {
  /** The shell command that sends the request again. */
  readonly request: string;
  readonly expected: CaseResponse;
  /** `undefined`: none came. */
  readonly response: HttpResponse | undefined;
  /** Where the response differs from what is expected. An empty list: nowhere. */
  readonly failures: readonly string[];
}

/** The result of one check of a server. */
export interface Result extends Pick<ContractCase, "id" | "group" | "doc" | "source"> {
  readonly level: Level;
  /** The section of the reference that states the rule, by its anchor. */
  readonly reference: string;
  readonly outcome: "passed" | "failed" | "skipped";
  /** Why it was skipped. */
  readonly reason?: string;
  readonly steps: readonly Step[];
  readonly durationMs: number;
}

/** The results of a run. */
export interface Summary {
  /** The endpoint, without credentials. */
  readonly url: string;
  /** What was judged. */
  readonly levels: readonly Level[];
  readonly results: readonly Result[];
  /** What repeats the generated requests. */
  readonly seed?: number;
  readonly durationMs: number;
}

/** How many results have an outcome. */
export function count(results: readonly Result[], outcome: Result["outcome"]): number {
  return results.filter((result) => result.outcome === outcome).length;
}

/** The failures of a run, those together that break the same rule in the same way. */
export function alike(results: readonly Result[]): Result[][] {
  const groups = new Map<string, Result[]>();
  for (const result of results.filter(({ outcome }) => outcome === "failed")) {
    const { level, reference, steps } = result;
    const key = JSON.stringify([level, reference, steps.map(({ failures }) => failures)]);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()];
}
