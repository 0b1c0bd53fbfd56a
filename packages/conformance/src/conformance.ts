import type { ContractCase, Level } from "./case.js";
import { Contract } from "./contract.js";
import { readDocument } from "./document.js";
import { checkGenerated, type GeneratedOptions } from "./generated-requests.js";
import { loadCases } from "./load-cases.js";
import { paceOf } from "./pace.js";
import { isService, reasonToSkip } from "./reasons-to-skip.js";
import type { Result, Summary } from "./result.js";
import { runServerCase } from "./run-server-case.js";
import { maskOf } from "./secrets.js";
import { secretsOf, type Tokens } from "./tokens.js";

/** What is run against a server, and how. */
export interface ConformanceOptions {
  /** The endpoint; a path in it goes before the operation's, and credentials in it are sent as Basic credentials. */
  readonly url: URL;
  /** The token for each name that a case may use: see `givenTokens` and `stubTokens`. */
  readonly tokens: Tokens;
  /** Whether the server accepts any well-formed ConnectionToken. Default: false. */
  readonly acceptsAnyToken?: boolean;
  /** What is judged. Default: the contract alone. Generated requests are part of it. */
  readonly levels?: readonly Level[];
  /** Only cases whose `group/id` has one of these texts. Default: all. */
  readonly only?: readonly string[];
  /** Stop at the first failure. Default: false. */
  readonly bail?: boolean;
  /** Requests a second at the most. Default: 5 for the vendor's service, which others use too; no limit otherwise. */
  readonly rate?: number;
  /** How long one response may take, in milliseconds. Default: 5000. */
  readonly timeoutMs?: number;
  /** Requests to generate on top of the cases, and the seed to generate them from. Default: none. */
  readonly generated?: GeneratedOptions;
  /** Called with each result as it comes, and with how many there will be. */
  readonly onResult?: (result: Result, total: number) => void;
}

/** Runs every case that applies to a server, one after another. Rejects only when it cannot go on at all. */
export async function runConformance(options: ConformanceOptions): Promise<Summary> {
  const contract = new Contract(readDocument());
  const {
    url,
    tokens,
    levels = ["contract"],
    only = [],
    bail = false,
    timeoutMs = 5000,
    acceptsAnyToken = false,
    generated,
  } = options;
  const server = { tokens, acceptsAnyToken, isService: isService(url, contract.document) };
  const pace = paceOf(options.rate ?? (server.isService ? 5 : Number.POSITIVE_INFINITY));
  const isChosen = ({ group, id, level }: ContractCase) =>
    level !== undefined &&
    levels.includes(level) &&
    (only.length === 0 || only.some((text) => `${group}/${id}`.includes(text)));
  const cases = loadCases().filter(isChosen);
  const target = { url, tokens, timeoutMs, mask: maskOf(secretsOf(tokens, url, cases)) };
  async function* run(): AsyncGenerator<Result> {
    for (const contractCase of cases) {
      const reason = reasonToSkip(contractCase, server);
      if (reason === undefined) await pace(1 + (contractCase.then?.length ?? 0));
      yield await resultOf(contractCase, reason, () => runServerCase(contractCase, contract, target));
    }
    if (generated) yield* checkGenerated({ contract, target, ...generated, acceptsAnyToken, pace });
  }

  const started = performance.now();
  const results: Result[] = [];
  for await (const result of run()) {
    results.push(result);
    options.onResult?.(result, cases.length + (generated ? 2 : 0));
    if (bail && result.outcome === "failed") break;
  }
  return {
    url: url.origin + url.pathname,
    results,
    levels,
    ...(generated && { seed: generated.seed }),
    durationMs: Math.round(performance.now() - started),
  };
}

async function resultOf(
  { id, group, doc, source, level = "contract" }: ContractCase,
  reason: string | undefined,
  run: () => Promise<Result["steps"]>,
): Promise<Result> {
  const about = { id, group, doc, source, level };
  if (reason !== undefined) return { ...about, outcome: "skipped", reason, steps: [], durationMs: 0 };
  const started = performance.now();
  const steps = await run();
  const outcome = steps.some(({ failures }) => failures.length > 0) ? "failed" : "passed";
  return { ...about, outcome, steps, durationMs: Math.round(performance.now() - started) };
}
