import { bodyLimit, connectionToken } from "@sendevent/openapi";
import fc from "fast-check";
import type { CaseRequest, CaseResponse, CaseStep } from "./case.js";
import type { Contract } from "./contract.js";
import { objectAt } from "./document.js";
import { isObject, type JsonObject, parseJson } from "./json.js";
import type { Pace } from "./pace.js";
import type { Result, Step } from "./result.js";
import { runServerCase, type Target } from "./run-server-case.js";
import { tokenValues, valuesOf, wrongValues } from "./schema-values.js";

/** How many requests to generate, and from which seed: the same seed makes the same requests. */
export interface GeneratedOptions {
  readonly runs: number;
  readonly seed: number;
}

type CheckOptions = GeneratedOptions & { contract: Contract; target: Target; acceptsAnyToken: boolean; pace: Pace };

/**
 * Generates requests from the document's schemas: half of them valid, which must be accepted, and half that violate one
 * constraint, which must be rejected with the right exception, naming the member. A failure is shrunk to the smallest
 * request that fails.
 */
export async function* checkGenerated(options: CheckOptions): AsyncGenerator<Result> {
  const { contract, target, runs, seed, pace } = options;
  const valid = validRequests(contract, options.acceptsAnyToken);
  const invalid = invalidRequests(contract, valid);
  const invalidDoc = "A request that violates one constraint is rejected, and the Message names the member.";
  const [group, level] = ["generated", "contract"] as const;
  const checks = [
    ["valid-requests", "request", "Every request that the document allows is accepted.", valid, Math.ceil(runs / 2)],
    ["invalid-requests", "400-validationexception-serializationexception", invalidDoc, invalid, Math.floor(runs / 2)],
  ] as const;
  for (const [id, reference, doc, requests, numRuns] of checks) {
    const check = { id, group, doc, source: "", applies: "server", level } as const;
    const started = performance.now();
    let steps: readonly Step[] = [];
    const property = fc.asyncProperty(requests, async (generated) => {
      await pace(1);
      const ran = await runServerCase({ ...check, ...generated }, contract, target);
      const failed = ran.some(({ failures }) => failures.length > 0);
      if (failed) steps = ran;
      return !failed;
    });
    const { failed, counterexamplePath } = await fc.check(property, { numRuns, seed });
    const path = failed ? `, path ${counterexamplePath}` : "";
    const source = `${numRuns} requests from the document's schemas, --seed ${seed}${path}`;
    const durationMs = Math.round(performance.now() - started);
    const about = { id, group, doc, source, level, reference };
    yield { ...about, outcome: failed ? "failed" : "passed", steps, durationMs };
  }
}

/** Requests, and the responses that the document has for them. */
type Requests = fc.Arbitrary<CaseStep>;

/** Requests that the document allows, and that a server must accept. */
export function validRequests(contract: Contract, acceptsAnyToken: boolean): Requests {
  const { properties, required } = bodyOf(contract);
  const values = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, valuesOf(schema)]));
  const strangers = fc.dictionary(
    fc.string({ maxLength: 12 }).filter((name) => !Object.hasOwn(values, name) && name !== "__proto__"),
    fc.jsonValue({ maxDepth: 2 }),
    { maxKeys: 3 },
  );
  const bodies = fc
    .tuple(strangers, fc.record(values, { requiredKeys: required }))
    .map(([strange, members]) => toObject({ ...strange, ...members }))
    .filter((body) => Buffer.byteLength(JSON.stringify(body)) <= bodyLimit);
  const tokens = acceptsAnyToken ? tokenValues() : fc.constant(undefined);
  return fc.tuple(bodies, tokens).map(([body, token]) => ({
    request: { body, ...(token !== undefined && withToken(token)) },
    response: { status: 200 },
  }));
}

/** Requests that violate one constraint of one member. */
function invalidRequests(contract: Contract, valid: Requests): Requests {
  const { properties, required } = bodyOf(contract);
  const rejected = (...mentions: string[]) => ({ status: 400, exception: "ValidationException", mentions });
  const denied = { status: 403, exception: "AccessDeniedException" };
  const others = (values: fc.Arbitrary<CaseRequest>, response: CaseResponse) =>
    fc.tuple(valid, values).map(([{ request }, other]) => ({ request: { ...request, ...other }, response }));
  const longTokens = fc.integer({ min: 1, max: 200 }).map((more) => "t".repeat(connectionToken.maxLength + more));
  return fc.oneof(
    ...Object.entries(properties).flatMap(([name, schema]) =>
      wrongValues(schema, required.includes(name)).map((wrong) =>
        fc.tuple(valid, wrong).map(([{ request }, value]) => ({
          request: { ...request, body: toObject({ ...toObject(request.body), [name]: value }) },
          response: rejected(name),
        })),
      ),
    ),
    others(longTokens.map(withToken), rejected("ConnectionToken", connectionToken.header)),
    others(fc.constantFrom("", null).map(withToken), denied),
  );
}

function withToken(token: string | null): CaseRequest {
  return { headers: { [connectionToken.header]: token } };
}

/** The members of the request's body, with their schemas, and the names of those that it must have. */
function bodyOf({ document, operation }: Contract) {
  const way = [...operation, "requestBody", "content", "application/json", "schema"];
  const { required } = objectAt(document, ...way);
  const names = Object.keys(objectAt(document, ...way, "properties"));
  return {
    properties: Object.fromEntries(names.map((name) => [name, objectAt(document, ...way, "properties", name)])),
    required: [required ?? []].flat().map(String),
  };
}

/** As JSON has it: without the members that are `undefined`. */
function toObject(value: unknown): JsonObject {
  const json = parseJson(JSON.stringify(value));
  return isObject(json) ? json : {};
}
