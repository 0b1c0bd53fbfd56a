import { contractModule } from "../../../openapi/generate/contract.js";
import { answerFindings } from "../checks/answer-witness.js";
import { exampleFindings } from "../checks/document-examples.js";
import { requestFindings } from "../checks/request-witness.js";
import { Contract } from "../src/contract.js";
import type { JsonObject } from "../src/json.js";
import { readKnownDifferences } from "../vendor/facts.js";
import { documentFindings } from "../vendor/findings.js";

/** The tests that need nothing but the document, cheapest first. Each throws, or gives what it found. */
const checks: readonly (readonly [name: string, check: (document: JsonObject) => unknown[]])[] = [
  ["generation", (document) => (contractModule(document) === "" ? ["nothing is generated"] : [])],
  ["the vendor's facts", (document) => documentFindings(document, readKnownDifferences())],
  ["the examples", exampleFindings],
  ["the witness of requests", (document) => requestFindings(new Contract(document))],
  ["the witness of answers", (document) => answerFindings(new Contract(document))],
];

/** The first finding against a document, and which test found it. `undefined`: all of them pass. */
export function firstFinding(document: JsonObject): string | undefined {
  for (const [name, check] of checks) {
    try {
      const [finding] = check(structuredClone(document));
      if (finding !== undefined) return `${name}: ${finding}`;
    } catch (error) {
      return `${name}: ${error}`;
    }
  }
  return undefined;
}
