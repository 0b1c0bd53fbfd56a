import { Contract, type JsonObject, readDocument } from "@sendevent/conformance";
import { expect, it } from "vitest";
import { contractModule } from "../../../../openapi/generate/contract.js";
import { readKnownDifferences } from "../../vendor/facts.js";
import { documentFindings } from "../../vendor/findings.js";
import { exampleFindings } from "../checks/document-examples.js";
import { requestFindings } from "../checks/request-witness.js";
import { responseFindings } from "../checks/response-witness.js";
import { documentMutants } from "./document-mutants.js";

/** The checks that need nothing but the document, cheapest first. Each throws, or returns what it found. */
const checks: readonly ((document: JsonObject) => unknown[])[] = [
  (document) => (contractModule(document) === "" ? ["nothing is generated"] : []),
  (document) => documentFindings(document, readKnownDifferences()),
  exampleFindings,
  (document) => requestFindings(new Contract(document)),
  (document) => responseFindings(new Contract(document)),
];

function isNoticed(document: JsonObject): boolean {
  return checks.some((check) => {
    try {
      return check(structuredClone(document)).length > 0;
    } catch {
      return true;
    }
  });
}

/** A minimum length of 0 excludes no string (JSON Schema Validation 2020-12, section 6.3.2). */
const equivalent = "components › schemas › ClientToken › minLength: removed";

it("notices each change of a constraint, name, status, header or example of the document", () => {
  const unnoticed = documentMutants(readDocument())
    .filter(({ name }) => !name.includes("x-request")) // document-examples.test.ts sends those requests to the stub
    .filter(({ document }) => !isNoticed(document))
    .map(({ name }) => name);
  expect(unnoticed).toEqual([equivalent]);
}, 300_000);
