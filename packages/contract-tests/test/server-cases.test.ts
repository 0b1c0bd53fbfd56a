import { startStub } from "@sendevent/stub";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Contract } from "../src/contract.js";
import { readDocument } from "../src/document.js";
import { loadCases } from "../src/load-cases.js";
import { runServerCase } from "../src/run-server-case.js";

const contract = new Contract(readDocument());
const cases = loadCases().filter(({ applies }) => applies !== "client");
let stub: Awaited<ReturnType<typeof startStub>>;

beforeAll(async () => {
  stub = await startStub({ port: 0 });
});
afterAll(() => stub.close());

/** The stub's first cut has no idempotency, faults or access control. These cases are expected to fail until it has. */
const pending = new Set([
  ...["replay-null-content", "replay-other-spacing", "replay-receipt", "replay-same-event"],
  ...[
    "provoked-access-denied",
    "provoked-conflict",
    "provoked-internal-server",
    "provoked-throttling",
    "provoked-validation",
  ],
  ...["receipt-among-three", "delivered-among-three", "typing-among-three"],
]);

describe.each([...new Set(cases.map(({ group }) => group))])("the stub, %s", (name) => {
  const ofGroup = cases.filter(({ group }) => group === name);
  it.each(ofGroup.map((contractCase) => [contractCase.id, contractCase.doc, contractCase] as const))(
    "%s: %s",
    async (id, _doc, contractCase) => {
      const tokens = (name: string) =>
        name === "valid" ? "token" : name.startsWith("fault:") ? `stub:${name.slice(6)}` : undefined;
      const steps = await runServerCase(contractCase, contract, { url: new URL(stub.url), tokens, timeoutMs: 5000 });
      const failures = steps.flatMap((step) => step.failures);
      if (pending.has(id)) expect(failures, "passes now: take it off the list").not.toEqual([]);
      else expect(failures).toEqual([]);
    },
  );
});

it("has a case for every status that the document gives to the operation, but for 408 (nobody waits in a test)", () => {
  const covered = new Set(
    cases.flatMap(({ response, then = [] }) => [response?.status, ...then.map((step) => step.response.status)]),
  );
  expect(contract.statuses.filter((status) => !covered.has(status))).toEqual([408]);
});
