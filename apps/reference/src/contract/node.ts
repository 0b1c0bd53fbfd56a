import { isObject, type Json, type JsonObject, objectAt } from "../../../../openapi/generate/document.js";

/** Follows a value's `$ref`, if it has one. Throws an error that names the way when there is no object. */
export function follow(document: JsonObject, value: Json | undefined): JsonObject {
  if (!isObject(value)) throw new TypeError("the document must have an object here");
  const { $ref: _, ...siblings } = value;
  const name = referenceOf(value);
  return name === undefined ? value : { ...objectAt(document, ...name.split("/")), ...siblings };
}

/** The name of the component that a value refers to, such as `ContentType`. */
export function componentOf(value: Json | undefined): string | undefined {
  return referenceOf(value)?.split("/").at(-1);
}

function referenceOf(value: Json | undefined): string | undefined {
  const reference = isObject(value) ? value["$ref"] : undefined;
  return typeof reference === "string" ? reference.replace("#/", "") : undefined;
}

/** The members of an object that may be absent. */
export function entriesOf(value: Json | undefined): [string, Json][] {
  return isObject(value) ? Object.entries(value) : [];
}

/** A list that may be absent. */
export function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

/** A text that may be absent: empty then. */
export function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value.trim() : "";
}
