import { bodyLimit, connectionToken } from "@sendevent/openapi";
import fc from "fast-check";
import type { CaseRequest, CaseResponse } from "./case.js";
import type { Contract } from "./contract.js";
import { objectAt } from "./document.js";
import { isObject, type Json, type JsonObject } from "./json.js";
import type { Pace } from "./pace.js";
import type { Result, Step } from "./result.js";
import { runServerCase, type Target } from "./run-server-case.js";
import { tokenValues, valuesOf, wrongValues } from "./schema-values.js";

/** How many requests to generate, and from which seed: the same seed makes the same requests. */
export interface GeneratedOptions {
  readonly runs: number;
  readonly seed: number;
}

/** A generated request, and the response that the document has for it. */
interface Generated {
  readonly request: CaseRequest;
  readonly response: CaseResponse;
}

/** The share of valid requests; the others each violate one constraint. */
const validShare = 0.5;

interface CheckOptions extends GeneratedOptions {
  readonly contract: Contract;
  readonly target: Target;
  readonly acceptsAnyToken: boolean;
  readonly pace: Pace;
}

/**
 * Generates requests from the document's schemas: valid ones, which must be accepted, and others that violate one
 * constraint, which must be rejected with the right exception, naming the member. A failure is shrunk to the smallest request that fails.
 */
export async function* checkGenerated(options: CheckOptions): AsyncGenerator<Result> {
  const { contract, target, runs, seed, pace } = options;
  const valid = validRequests(contract, options.acceptsAnyToken);
  const checks = [
    ["valid-requests", "Every request that the document allows is accepted.", valid, Math.ceil(runs * validShare)],
    [
      "invalid-requests",
      "A request that violates one constraint is rejected, and the Message names the member.",
      invalidRequests(contract, valid),
      Math.floor(runs * (1 - validShare)),
    ],
  ] as const;
  for (const [id, doc, requests, numRuns] of checks) {
    const started = performance.now();
    let smallest: readonly Step[] = [];
    const property = fc.asyncProperty(requests, async ({ request, response }) => {
      await pace(1);
      const steps = await runServerCase(
        { id, group: "generated", doc, source: "", applies: "server", request, response },
        contract,
        target,
      );
      const failed = steps.some(({ failures }) => failures.length > 0);
      if (failed) smallest = steps;
      return !failed;
    });
    const { failed, counterexamplePath } = await fc.check(property, { numRuns, seed });
    const source = `${numRuns} requests from the document's schemas, --seed ${seed}${failed ? `, path ${counterexamplePath}` : ""}`;
    const durationMs = Math.round(performance.now() - started);
    yield { id, group: "generated", doc, source, outcome: failed ? "failed" : "passed", steps: smallest, durationMs };
  }
}

type Requests = fc.Arbitrary<Generated>;

/** Requests that the document allows, and that a server must accept. */
export function validRequests(contract: Contract, acceptsAnyToken: boolean): Requests {
  const members = Object.entries(membersOf(contract)).map(
    ([name, { schema, required }]) => [name, valuesOf(schema, required)] as const,
  );
  const known = members.map(([name]) => name);
  const strangers = fc.dictionary(
    fc.string({ maxLength: 12 }).filter((name) => !known.includes(name) && name !== "__proto__"),
    fc.jsonValue({ maxDepth: 2 }),
    { maxKeys: 3 },
  );
  const bodies = fc
    .tuple(strangers, ...members.map(([, values]) => values))
    .map(([strange, ...values]) => ({
      ...asMembers(strange),
      ...Object.fromEntries(members.flatMap(([name], index) => present(name, values[index]))),
    }))
    .filter((body) => Buffer.byteLength(JSON.stringify(body)) <= bodyLimit);
  const tokens = acceptsAnyToken ? tokenValues() : fc.constant(undefined);
  return fc.tuple(bodies, tokens).map(([body, token]) => ({
    request: { body, ...(token !== undefined && { headers: { [connectionToken.header]: token } }) },
    response: { status: 200 },
  }));
}

/** Requests that violate one constraint of one member. */
function invalidRequests(contract: Contract, valid: Requests): Requests {
  const rejected = (member: string) => ({ status: 400, exception: "ValidationException", mentions: [member] });
  const wrongMembers = Object.entries(membersOf(contract)).flatMap(([name, { schema, required }]) =>
    wrongValues(schema, required).map((wrong) =>
      fc.tuple(valid, wrong).map(([{ request }, value]) => {
        const { [name]: _right, ...others } = isObject(request.body) ? request.body : {};
        return {
          request: { ...request, body: { ...others, ...Object.fromEntries(present(name, value)) } },
          response: rejected(name),
        };
      }),
    ),
  );
  const tokens = fc.integer({ min: 1, max: 200 }).map((more) => "t".repeat(connectionToken.maxLength + more));
  const longToken = fc.tuple(valid, tokens).map(([{ request }, value]) => ({
    request: { ...request, headers: { [connectionToken.header]: value } },
    response: rejected("ConnectionToken"),
  }));
  const noToken = fc.tuple(valid, fc.constantFrom("", null)).map(([{ request }, value]) => ({
    request: { ...request, headers: { [connectionToken.header]: value } },
    response: { status: 403, exception: "AccessDeniedException" },
  }));
  return fc.oneof(...wrongMembers, longToken, noToken);
}

interface Member {
  readonly schema: JsonObject;
  readonly required: boolean;
}

function membersOf({ document, operation }: Contract): Record<string, Member> {
  const way = [...operation, "requestBody", "content", "application/json", "schema"];
  const { required } = objectAt(document, ...way);
  const names = Object.keys(objectAt(document, ...way, "properties"));
  const isRequired = (name: string) => Array.isArray(required) && required.includes(name);
  return Object.fromEntries(
    names.map((name) => [name, { schema: objectAt(document, ...way, "properties", name), required: isRequired(name) }]),
  );
}

function present(name: string, value: Json | undefined): [string, Json][] {
  return value === undefined ? [] : [[name, value]];
}

function asMembers(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
