import { readFile } from "node:fs/promises";
import { parse } from "yaml";

/** The contract: the one file that people edit to change it. */
export const documentUrl = new URL("../sendevent.yaml", import.meta.url);

/** A value of the document: JSON, as YAML gives it. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
/** An object of the document. */
export type JsonObject = { [member: string]: Json };

/** Reads an OpenAPI document written in YAML. Throws a `YAMLParseError` that names line and column. */
export async function readDocument(url: URL = documentUrl): Promise<JsonObject> {
  const document: unknown = parse(await readFile(url, "utf8"));
  if (!isObject(document)) throw new TypeError(`${url.pathname} must hold a YAML mapping`);
  return document;
}

/** Whether a value is a plain object of the document. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The object at a path of member names, with each `$ref` on the way followed. Throws an error that names the path when there is
 * none.
 */
export function objectAt(document: JsonObject, ...way: string[]): JsonObject {
  let here = document;
  for (const [index, member] of way.entries()) here = resolve(document, here[member], way.slice(0, index + 1));
  return here;
}

/**
 * The object that a value is, or that its `$ref` leads to, with the members beside the `$ref` in place of the target's. Throws an
 * error when there is none, which names `way` as the place of the value.
 */
export function resolve(document: JsonObject, value: Json | undefined, way: string[] = []): JsonObject {
  if (!isObject(value)) throw new Error(`the document has no object at ${way.join(" › ") || "this place"}`);
  const { $ref, ...siblings } = value;
  if (typeof $ref !== "string") return value;
  return { ...objectAt(document, ...$ref.replace("#/", "").split("/")), ...siblings };
}

/** Reads a string that the document must have. Throws an error that names the member when it is absent or no string. */
export function stringAt(object: JsonObject, member: string): string {
  const value = object[member];
  if (typeof value !== "string") throw new Error(`the document must have a string at ${member}`);
  return value;
}
