import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { isObject, type Json, type JsonObject } from "@sendevent/conformance";
import { parse } from "yaml";

/** What one source says of the operation, fact by fact: `SendEventRequest.members.Content.maxLength` is 16384. */
export type Facts = ReadonlyMap<string, Json>;

/** A place where the document differs from the vendor on purpose. */
export interface KnownDifference {
  readonly fact: string;
  /** What the document says instead. */
  readonly document: Json;
  /** The page under `decisions/`. */
  readonly decision: string;
}

const folder = new URL("../../../openapi/vendor/", import.meta.url);

/** The vendor's facts, and in words where they come from. */
export function readVendorFacts(): { facts: Facts; source: string; shapeOf: (fact: string) => string } {
  const written: unknown = parse(readFileSync(new URL("send-event.yaml", folder), "utf8"));
  if (!isObject(written)) throw new TypeError("openapi/vendor/send-event.yaml must hold a mapping");
  const { sources, ...shapes } = written;
  const all = flatten(shapes);
  const facts = new Map([...all].filter(([fact]) => !fact.endsWith(".shape")));
  const shapeOf = (fact: string) => {
    const shape = all.get(fact.replace(/\.[^.]*$/, ".shape"));
    return shape === undefined ? "" : `, shape ${shape}`;
  };
  return { facts, source: "openapi/vendor/send-event.yaml", shapeOf };
}

/** The differences that are meant. */
export function readKnownDifferences(): KnownDifference[] {
  return parse(readFileSync(new URL("known-differences.yaml", folder), "utf8"));
}

/** Nested facts by their dotted names. Lists are sorted: their order says nothing. */
export function flatten(nested: JsonObject, prefix = ""): Map<string, Json> {
  return new Map(
    Object.entries(nested).flatMap(([name, value]): [string, Json][] => {
      if (isObject(value)) return [...flatten(value, `${prefix}${name}.`)];
      return [[prefix + name, Array.isArray(value) ? [...value].sort() : value]];
    }),
  );
}

/** A fact on which two sources differ; `undefined` where one says nothing. */
export interface Difference {
  readonly fact: string;
  readonly ours: Json | undefined;
  readonly theirs: Json | undefined;
}

/** Every fact of either source on which they do not agree. */
export function differencesBetween(ours: Facts, theirs: Facts): Difference[] {
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .map((fact) => ({ fact, ours: ours.get(fact), theirs: theirs.get(fact) }))
    .filter(({ ours, theirs }) => !isDeepStrictEqual(ours, theirs));
}
