import type { CaseResponse, CaseStep, ContractCase } from "./case.js";
import type { Contract, HttpResponse } from "./contract.js";
import { isObject, type JsonObject, parseJson } from "./json.js";
import { writeRequest } from "./request.js";
import type { Step } from "./result.js";
import { type Mask, maskOf } from "./secrets.js";
import { type Connection, send } from "./send.js";
import { secretsOf, type Tokens, tokenPiece } from "./tokens.js";
import { WireError } from "./wire.js";

/** The server under test. */
export interface Target extends Connection {
  /** The token for each name that a case may use. */
  readonly tokens: Tokens;
  /** Takes the secrets out of what the server sends. Default: the tokens of the case and the credentials of the URL. */
  readonly mask?: Mask;
}

/** Runs a case against a server. It passes when no step has a failure; the first that has one ends it. */
export async function runServerCase(contractCase: ContractCase, contract: Contract, target: Target): Promise<Step[]> {
  const { request = {}, response, then = [] } = contractCase;
  const written = JSON.stringify([{ request, response }, ...then]);
  const plan: CaseStep[] = JSON.parse(written.replaceAll("{unique}", crypto.randomUUID()));
  const mask = target.mask ?? maskOf(secretsOf(target, [contractCase]));
  const steps: Step[] = [];
  let first: HttpResponse | undefined;
  for (const planned of plan) {
    const step = await runStep(planned, contract, target, first);
    first ??= step.response;
    steps.push(masked(step, mask));
    if (step.failures.length > 0) break;
  }
  return steps;
}

async function runStep(planned: CaseStep, contract: Contract, target: Target, first?: HttpResponse): Promise<Step> {
  const { token = "valid", halfClose = false } = planned.request;
  const expected = planned.response;
  const piece = token === "absent" ? undefined : tokenPiece(token, target.tokens);
  const request = writeRequest(planned.request, target, piece);
  const step = { request: request.command, expected };
  const received = await send(request, { ...target, halfClose }).catch((error: WireError) => error);
  if (received instanceof WireError) return { ...step, response: undefined, failures: [received.message] };
  const { status, headers, body } = received;
  const response = { status, headers, body };
  const failures = expected.anyRejection
    ? notRejected(status)
    : [...contract.responseViolations(request, response), ...differences(expected, response, first)];
  return { ...step, response, failures };
}

/** What the server sent, and what is said of it, without secrets. The command is written without any. */
function masked({ response, failures, ...step }: Step, mask: Mask): Step {
  const headers = [...(response?.headers ?? [])].map(([name, value]) => [mask(name), mask(value)] as const);
  return {
    ...step,
    response: response && { ...response, headers: new Map(headers), body: mask(response.body) },
    failures: failures.map(mask),
  };
}

/** A server that times out waited for what is not part of the request: it misread where the request ends. */
function notRejected(status: number): string[] {
  return status >= 400 && status < 500 && status !== 408 ? [] : [`status is ${status}, not that of a rejection`];
}

/** Where a response differs from what the case expects, beyond what the document says of every response. */
export function differences(expected: CaseResponse, response: HttpResponse, first: HttpResponse | undefined): string[] {
  const { replayed } = expected;
  const body = objectOf(response);
  const firstBody = first === undefined ? {} : objectOf(first);
  const isSame = body["Id"] === firstBody["Id"] && body["AbsoluteTime"] === firstBody["AbsoluteTime"];
  return [
    response.status !== expected.status && `status is ${response.status}, not ${expected.status}`,
    differs("x-amzn-ErrorType", expected.exception ?? null, response),
    ...Object.entries(expected.headers ?? {}).map(([name, value]) => differs(name, value, response)),
    expected.mentions !== undefined &&
      !expected.mentions.some((word) => mentions(body["Message"], word)) &&
      `Message does not mention ${expected.mentions.join(" or ")}`,
    replayed === true && !isSame && "Id and AbsoluteTime are not those of the first response",
    replayed === false && body["Id"] === firstBody["Id"] && "Id is that of the first response, not a new one",
  ].filter((difference) => difference !== false);
}

function differs(name: string, expected: unknown, { headers }: HttpResponse): string | false {
  const value = headers.get(name.toLowerCase()) ?? null;
  return listOf(value) !== listOf(expected) && `header ${name} is ${value ?? "missing"}, not ${expected ?? "absent"}`;
}

/** Lists, such as that of `Allow`, have no order; their names have no letter case. */
function listOf(value: unknown): unknown {
  if (typeof value !== "string" || !value.includes(",")) return value;
  const names = value.split(",").map((name) => name.trim().toLowerCase());
  return names.sort().join();
}

/** As a word of its own: `ContentType` does not mention `Content`. */
function mentions(message: unknown, word: string): boolean {
  return typeof message === "string" && new RegExp(`(?<![A-Za-z0-9])${word}(?![A-Za-z0-9])`).test(message);
}

function objectOf({ body }: HttpResponse): JsonObject {
  const value = parseJson(body);
  return isObject(value) ? value : {};
}
