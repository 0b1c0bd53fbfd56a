import { isObject, type Json } from "../../../../openapi/generate/document.js";

/** The name of the component that a value refers to, such as `ContentType`. */
export function componentOf(value: Json | undefined): string | undefined {
  const reference = isObject(value) ? value["$ref"] : undefined;
  return typeof reference === "string" ? reference.split("/").at(-1) : undefined;
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
