import { isDeepStrictEqual } from "node:util";
import type { Json, JsonObject } from "@sendevent/conformance";
import { documentFacts } from "./document-facts.js";
import { type Difference, differencesBetween, type Facts, type KnownDifference, readVendorFacts } from "./facts.js";

/** Where the document differs from the vendor's facts: unknown differences, and known ones that are gone. */
export function documentFindings(document: JsonObject, known: readonly KnownDifference[]): string[] {
  const { facts, source, shapeOf } = readVendorFacts();
  const differences = differencesBetween(documentFacts(document), facts);
  const unknown = differences.filter((difference) => !known.some((one) => covers(one, difference)));
  const gone = known.filter((one) => !differences.some((difference) => covers(one, difference)));
  return [
    ...unknown.map(
      ({ fact, ours, theirs }) =>
        `${fact}: the document says ${say(ours)}, the vendor says ${say(theirs)} (${source}${shapeOf(fact)}). ` +
        "Correct the document, or decide: a page under decisions/, and a line in openapi/vendor/known-differences.yaml.",
    ),
    ...gone.map(
      ({ fact, document, decision }) =>
        `${fact}: the document no longer says ${say(document)}. Take the line out of openapi/vendor/known-differences.yaml, ` +
        `and amend decisions/${decision}.`,
    ),
  ];
}

/** Where the vendor's facts differ from the vendor's own SDK, which states fewer of them. */
export function sdkFindings({ facts: sdk, version }: { facts: Facts; version: string }): string[] {
  const { facts, source } = readVendorFacts();
  const stated = new Map([...facts].filter(([fact]) => isStatedBySdk(fact)));
  return differencesBetween(stated, sdk).map(
    ({ fact, ours, theirs }) =>
      `${fact}: ${source} says ${say(ours)}, the vendor's SDK ${version} says ${say(theirs)}. Did the vendor change its model?`,
  );
}

/** The SDK has no lengths, and no values of ContentType. */
function isStatedBySdk(fact: string): boolean {
  return !/\.(minLength|maxLength|values|retired)$/.test(fact);
}

function covers({ fact, document }: KnownDifference, difference: Difference): boolean {
  return fact === difference.fact && isDeepStrictEqual(document, difference.ours);
}

function say(value: Json | undefined): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
