import { Contract, loadCases, readDocument, runServerCase, stubTokens, type Tokens } from "@sendevent/conformance";
import { startStub } from "@sendevent/stub";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const contract = new Contract(readDocument());
const cases = loadCases().filter(({ applies }) => applies !== "client");
let stub: Awaited<ReturnType<typeof startStub>>;
let tokens: Tokens;

beforeAll(async () => {
  stub = await startStub({ port: 0 });
  tokens = await stubTokens(new URL(stub.url));
});
afterAll(() => stub.close());

describe.each([...new Set(cases.map(({ group }) => group))])("the stub, %s", (name) => {
  const ofGroup = cases.filter(({ group }) => group === name);
  it.each(ofGroup.map((contractCase) => [contractCase.id, contractCase.doc, contractCase] as const))(
    "%s: %s",
    async (_id, _doc, contractCase) => {
      const steps = await runServerCase(contractCase, contract, { url: new URL(stub.url), tokens, timeoutMs: 5000 });
      expect(steps.flatMap((step) => step.failures)).toEqual([]);
    },
  );
});

it("has a case for every response that the document gives to the operation", () => {
  const responses = cases.flatMap(({ response, then = [] }) => [response, ...then.map((step) => step.response)]);
  const covered = new Set(responses.map(({ status }) => status));
  expect(contract.statuses.filter((status) => !covered.has(status))).toEqual([]);
});

it("has at least 150 cases, each with an id of its own", () => {
  const ids = loadCases().map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(150);
  expect(new Set(ids).size).toBe(ids.length);
});
