import type { CaseRequest, CaseResponse, ContractCase } from "./case.js";
import type { Answer, Contract } from "./contract.js";
import { isObject, type JsonObject, parseJson } from "./json.js";
import { requestBytes } from "./request-bytes.js";
import type { Step } from "./result.js";
import { exchange, WireError } from "./wire.js";

/** The server under test. */
export interface Target {
  /** The endpoint; a path in it goes before the operation's. */
  readonly url: URL;
  /** The token for each name that a case may use. `undefined`: none is known, and such cases are skipped. */
  readonly tokens: (name: string) => string | undefined;
  /** How long one answer may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** Runs a case against a server. The case holds when no step has a failure; the first that has ends it. */
export async function runServerCase(contractCase: ContractCase, contract: Contract, target: Target): Promise<Step[]> {
  const { request = {}, response, then = [] } = contractCase;
  const steps: Step[] = [];
  for (const planned of [{ request, response }, ...then]) {
    const step = await runStep(planned.request, planned.response, contract, target, steps[0]?.answer);
    steps.push(step);
    if (step.failures.length > 0) break;
  }
  return steps;
}

async function runStep(
  planned: CaseRequest,
  expected: CaseResponse,
  contract: Contract,
  target: Target,
  first: Answer | undefined,
): Promise<Step> {
  const { token = "valid", hangUp = false } = planned;
  const request = requestBytes(planned, contract, target.url, token === "absent" ? undefined : target.tokens(token));
  try {
    const answer = await exchange(target.url, request.method, request.bytes, { timeoutMs: target.timeoutMs, hangUp });
    const failures = [...contract.breaches(request, answer), ...differences(expected, answer, first)];
    return { request, expected, answer, failures };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { request, expected, answer: undefined, failures: [error.message] };
  }
}

/** What is wrong with an answer, beyond what the document says of every answer. */
export function differences(expected: CaseResponse, answer: Answer, first: Answer | undefined): string[] {
  const body = objectOf(answer);
  const found: (string | false)[] = [
    answer.status !== expected.status && `status is ${answer.status}, not ${expected.status}`,
    differs("x-amzn-ErrorType", expected.exception ?? null, answer),
    ...Object.entries(expected.headers ?? {}).map(([name, value]) => differs(name, value, answer)),
    ...(expected.mentions ?? []).map(
      (word) => !mentions(body["Message"], word) && `Message does not mention ${JSON.stringify(word)}`,
    ),
    expected.answer === "same" && !isSame(body, first) && "Id and AbsoluteTime are not those of the first answer",
    expected.answer === "new" && first !== undefined && body["Id"] === objectOf(first)["Id"] && "Id is not a new one",
  ];
  return found.filter((difference) => difference !== false);
}

function differs(name: string, expected: unknown, { headers }: Answer): string | false {
  const value = headers.get(name.toLowerCase()) ?? null;
  return value !== expected && `header ${name} is ${value ?? "missing"}, not ${expected ?? "absent"}`;
}

/** As a word of its own: `ContentType` does not mention `Content`. */
function mentions(message: unknown, word: string): boolean {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return typeof message === "string" && new RegExp(`(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])`).test(message);
}

function isSame(body: JsonObject, first: Answer | undefined): boolean {
  if (first === undefined) return false;
  const { Id, AbsoluteTime } = objectOf(first);
  return body["Id"] === Id && body["AbsoluteTime"] === AbsoluteTime;
}

function objectOf({ body }: Answer): JsonObject {
  const value = parseJson(body);
  return isObject(value) ? value : {};
}
