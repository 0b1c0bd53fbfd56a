import { setTimeout as delay } from "node:timers/promises";
import type { ContractCase } from "./case.js";
import { Contract } from "./contract.js";
import { readDocument } from "./document.js";
import { checkGenerated, type GeneratedOptions } from "./generated-requests.js";
import { loadCases } from "./load-cases.js";
import { isService, reasonToSkip } from "./reasons-to-skip.js";
import type { Result, Summary } from "./result.js";
import { runServerCase } from "./run-server-case.js";
import type { Tokens } from "./stub-tokens.js";

/** How a server is held to the contract. */
export interface ConformanceOptions {
  /** The endpoint; a path in it goes before the operation's. */
  readonly url: URL;
  /** The token for each name that a case may use. */
  readonly tokens: Tokens;
  /** Whether the server takes any well-formed ConnectionToken. Default: false. */
  readonly takesAnyToken?: boolean;
  /** Only cases whose group and id have one of these texts. Default: all. */
  readonly only?: readonly string[];
  /** Stop at the first failure. Default: false. */
  readonly bail?: boolean;
  /** Requests a second at the most. Default: 5 for the vendor's service, which others use too; no limit otherwise. */
  readonly rate?: number;
  /** How long one answer may take, in milliseconds. Default: 5000. */
  readonly timeoutMs?: number;
  /** Requests to generate on top of the cases, and the seed to make them from. Default: none. */
  readonly generated?: GeneratedOptions;
  /** Told of each result as it comes, and of how many there will be. */
  readonly onResult?: (result: Result, total: number) => void;
}

const serviceRate = 5;

/** Runs every case that applies to a server, one after another. Rejects only when it can't go on at all. */
export async function runConformance(options: ConformanceOptions): Promise<Summary> {
  const contract = new Contract(readDocument());
  const { url, tokens, only = [], bail = false, timeoutMs = 5000, onResult } = options;
  const server = {
    tokens,
    takesAnyToken: options.takesAnyToken ?? false,
    isService: isService(url, contract.document),
  };
  const pace = pacer(options.rate ?? (server.isService ? serviceRate : Number.POSITIVE_INFINITY));
  const cases = loadCases().filter((one) => one.applies !== "client" && isChosen(one, only));
  const total = cases.length + (options.generated === undefined ? 0 : 2);
  const target = { url, tokens, timeoutMs };
  const started = performance.now();
  const results: Result[] = [];
  const add = (result: Result) => {
    results.push(result);
    onResult?.(result, total);
    return bail && result.outcome === "failed";
  };
  const finish = (seed?: number) => ({
    url: url.href,
    results,
    ...(seed !== undefined && { seed }),
    durationMs: Math.round(performance.now() - started),
  });

  for (const contractCase of cases) {
    const reason = reasonToSkip(contractCase, server);
    if (reason === undefined) await pace(1 + (contractCase.then?.length ?? 0));
    if (add(await resultOf(contractCase, reason, () => runServerCase(contractCase, contract, target)))) return finish();
  }
  if (options.generated === undefined) return finish();
  for await (const result of checkGenerated(contract, target, options.generated, server.takesAnyToken, () => pace(1))) {
    if (add(result)) break;
  }
  return finish(options.generated.seed);
}

async function resultOf(
  { id, group, doc, source }: ContractCase,
  reason: string | undefined,
  run: () => Promise<Result["steps"]>,
): Promise<Result> {
  const started = performance.now();
  const steps = reason === undefined ? await run() : [];
  const failed = steps.some(({ failures }) => failures.length > 0);
  const durationMs = Math.round(performance.now() - started);
  const outcome = reason !== undefined ? "skipped" : failed ? "failed" : "passed";
  return { id, group, doc, source, outcome, ...(reason !== undefined && { reason }), steps, durationMs };
}

function isChosen({ group, id }: ContractCase, only: readonly string[]): boolean {
  return only.length === 0 || only.some((text) => `${group}/${id}`.includes(text));
}

/** Waits so that no more than `rate` requests go out in a second. */
function pacer(rate: number): (requests: number) => Promise<void> {
  let next = 0;
  return async (requests) => {
    const now = performance.now();
    const at = Math.max(now, next);
    next = at + (requests * 1000) / rate;
    if (at > now) await delay(at - now);
  };
}
