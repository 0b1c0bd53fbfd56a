import { createRequire } from "node:module";
import { isObject, type Json, type JsonObject } from "./json.js";

/** A part of the document, and the JSON pointer that leads to it once every `$ref` on the way is followed. */
export interface Place {
  readonly pointer: string;
  readonly value: JsonObject;
}

/** Reads the contract. */
export function readDocument(): JsonObject {
  const document: unknown = createRequire(import.meta.url)("@sendevent/openapi/sendevent.json");
  if (!isObject(document)) throw new TypeError("sendevent.gen.json must hold an object");
  return document;
}

/** Walks to an object along member names, following each `$ref`. Gives `undefined` when the way ends early. */
export function placeAt(document: JsonObject, ...way: string[]): Place | undefined {
  let here: Place | undefined = { pointer: "", value: document };
  for (const member of way) {
    const next: Json | undefined = here?.value[member];
    here =
      here && isObject(next)
        ? follow(document, { pointer: `${here.pointer}/${escaped(member)}`, value: next })
        : undefined;
  }
  return here;
}

/** Like `placeAt`, for what the document must have. Throws an error that names the way. */
export function objectAt(document: JsonObject, ...way: string[]): JsonObject {
  const place = placeAt(document, ...way);
  if (place === undefined) throw new Error(`the document has no object at ${way.join(" › ")}`);
  return place.value;
}

function follow(document: JsonObject, place: Place): Place | undefined {
  const { $ref } = place.value;
  return typeof $ref === "string" ? placeAt(document, ...$ref.replace("#/", "").split("/").map(unescaped)) : place;
}

const escaped = (member: string) => member.replaceAll("~", "~0").replaceAll("/", "~1");
const unescaped = (member: string) => member.replaceAll("~1", "/").replaceAll("~0", "~");
