import { createRequire } from "node:module";
import { isObject, type Json, type JsonObject } from "./json.js";

/** A part of the document, and the member names that lead to it once every `$ref` on the way is followed. */
export interface Place {
  readonly way: readonly string[];
  /** The object there. Members beside a `$ref` are added to those of its target. */
  readonly value: JsonObject;
}

/** Reads the contract. Each call gives a copy of its own. */
export function readDocument(): JsonObject {
  return structuredClone(createRequire(import.meta.url)("@sendevent/openapi/sendevent.json"));
}

/** Walks to an object along member names, following each `$ref`. Gives `undefined` when there is none. */
export function placeAt(document: JsonObject, ...way: string[]): Place | undefined {
  let here: Place | undefined = { way: [], value: document };
  for (const member of way) {
    const next: Json | undefined = here?.value[member];
    if (here === undefined || !isObject(next)) return undefined;
    here = follow(document, { way: [...here.way, member], value: next });
  }
  return here;
}

/** Like `placeAt`, for what the document must have. Throws an Error that names the way. */
export function objectAt(document: JsonObject, ...way: string[]): JsonObject {
  const place = placeAt(document, ...way);
  if (place === undefined) throw new Error(`the document has no object at ${way.join(" › ")}`);
  return place.value;
}

function follow(document: JsonObject, place: Place): Place | undefined {
  const { $ref, ...siblings } = place.value;
  if (typeof $ref !== "string") return place;
  const target = placeAt(document, ...$ref.replace("#/", "").split("/"));
  return target && { way: target.way, value: { ...target.value, ...siblings } };
}
