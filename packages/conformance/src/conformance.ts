import { type ContractCase, type Level, nameOf } from "./case.js";
import { Contract } from "./contract.js";
import { readDocument } from "./document.js";
import { checkGenerated, type GeneratedOptions } from "./generated-requests.js";
import { loadCases } from "./load-cases.js";
import { paceOf } from "./pace.js";
import { isService, reasonToSkip } from "./reasons-to-skip.js";
import type { Result, Summary } from "./result.js";
import { runServerCase } from "./run-server-case.js";
import { maskOf } from "./secrets.js";
import type { Connection } from "./send.js";
import { secretsOf, type Tokens } from "./tokens.js";

/** What is run against a server, and how. */
export interface ConformanceOptions extends Omit<Connection, "timeoutMs"> {
  /** The token for each name that a case may use: see `givenTokens` and `stubTokens`. */
  readonly tokens: Tokens;
  /** Whether the server accepts any well-formed ConnectionToken. Default: false. */
  readonly acceptsAnyToken?: boolean;
  /** What is judged. Default: the contract alone. Generated requests are part of it. */
  readonly levels?: readonly Level[];
  /** Only cases whose `group/id` has one of these texts. Default: all. */
  readonly only?: readonly string[];
  /** Why a case is excluded, by its `group/id`. Default: none is. */
  readonly excluded?: ReadonlyMap<string, string>;
  /** Stop at the first failure. Default: false. */
  readonly bail?: boolean;
  /** How many cases run at a time; generated requests go one after another. Default: 1. */
  readonly concurrency?: number;
  /** Requests a second at the most. Default: 5 for the vendor's service, which others use too; no limit otherwise. */
  readonly rate?: number;
  /** How long one response may take, in milliseconds. Default: 5000. */
  readonly timeoutMs?: number;
  /** Requests to generate on top of the cases, and the seed to generate them from. Default: none. */
  readonly generated?: GeneratedOptions;
  /** Called with each result as it comes, and with how many there will be. */
  readonly onResult?: (result: Result, total: number) => void;
}

/** Runs every case that applies to a server. Rejects only when it cannot go on at all. */
export async function runConformance(options: ConformanceOptions): Promise<Summary> {
  const contract = sharedContract();
  const { url, levels = ["contract"], bail = false, concurrency = 1, acceptsAnyToken = false, generated } = options;
  const server = {
    tokens: options.tokens,
    acceptsAnyToken,
    isService: isService(url, contract.document),
    http2: options.http2 ?? false,
  };
  const pace = paceOf(options.rate ?? (server.isService ? 5 : Number.POSITIVE_INFINITY));
  const cases = chosenCases(levels, options.only);
  const target = { timeoutMs: 5000, ...options, mask: maskOf(secretsOf(options, cases)) };
  const results: Result[] = [];
  let isDone = false;
  const add = (result: Result, index: number) => {
    results[index] = result;
    options.onResult?.(result, cases.length + (generated ? 2 : 0));
    isDone ||= bail && result.outcome === "failed";
  };
  const waiting = cases.entries();
  const work = async () => {
    for (const [index, contractCase] of waiting) {
      const reason = options.excluded?.get(nameOf(contractCase)) ?? reasonToSkip(contractCase, server);
      if (reason === undefined) await pace(1 + (contractCase.then?.length ?? 0));
      if (isDone) return;
      add(await resultOf(contractCase, reason, () => runServerCase(contractCase, contract, target)), index);
    }
  };

  const started = performance.now();
  await Promise.all(Array.from({ length: concurrency }, work));
  if (generated && !isDone) {
    for await (const result of checkGenerated({ contract, target, ...generated, acceptsAnyToken, pace })) {
      add(result, results.length);
      if (isDone) break;
    }
  }
  return {
    url: url.origin + url.pathname,
    results: results.flat(), // without those that were not run any more
    levels,
    ...(generated && { seed: generated.seed }),
    durationMs: Math.round(performance.now() - started),
  };
}

let ready: Contract | undefined;

/** One for all runs: to prepare the document for validation takes longer than most cases. */
function sharedContract(): Contract {
  ready ??= new Contract(readDocument());
  return ready;
}

/** The cases of some levels, all of them or those whose name has one of some texts. */
export function chosenCases(levels: readonly Level[], only: readonly string[] = []): ContractCase[] {
  return loadCases().filter(
    (one) =>
      one.level !== undefined &&
      levels.includes(one.level) &&
      (only.length === 0 || only.some((text) => nameOf(one).includes(text))),
  );
}

async function resultOf(
  { id, group, doc, source, level = "contract", reference = "" }: ContractCase,
  reason: string | undefined,
  run: () => Promise<Result["steps"]>,
): Promise<Result> {
  const about = { id, group, doc, source, level, reference };
  if (reason !== undefined) return { ...about, outcome: "skipped", reason, steps: [], durationMs: 0 };
  const started = performance.now();
  const steps = await run();
  const outcome = steps.some(({ failures }) => failures.length > 0) ? "failed" : "passed";
  return { ...about, outcome, steps, durationMs: Math.round(performance.now() - started) };
}
