import { isObject, type Json, type JsonObject } from "@sendevent/conformance";

/** The document with one thing wrong. */
export interface DocumentMutant {
  /** The place, and what was done to it. */
  readonly name: string;
  readonly document: JsonObject;
}

type Way = readonly (string | number)[];
/** A change of one member: its new value, or `undefined` to take it out; and its new name, to rename it. */
interface Change {
  readonly what: string;
  readonly value?: Json | undefined;
  readonly rename?: string;
}

const removed: Change = { what: "removed", value: undefined };

/** Prose, and what tools show: no rule depends on it. */
const prose = new Set(["description", "summary", "info", "tags", "openapi", "license", "x-enum-descriptions"]);
/** Lists whose items each say something by themselves. */
const lists = new Set(["required", "enum", "x-enum-deprecated", "x-enum-receipts"]);
const namedBelow = new Set(["properties", "headers", "paths", "responses", "content", "securitySchemes"]);

/**
 * Breaks the document in every place where it states a constraint, a name, a status, a header, what is required, or an
 * example: one mutant for each way.
 */
export function documentMutants(document: JsonObject): DocumentMutant[] {
  return [...places(document, [])].flatMap((way) =>
    changesAt(document, way).map((change) => ({
      name: `${way.join(" › ")}: ${change.what}`,
      document: changed(document, way, change),
    })),
  );
}

function* places(value: Json, way: Way): Generator<Way> {
  if (way.length > 0) yield way;
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* places(item, [...way, index]);
  if (!isObject(value)) return;
  for (const [member, inner] of Object.entries(value)) {
    if (!isProse(member, way)) yield* places(inner, [...way, member]);
  }
}

/** `description` is prose, except as a name that somebody gave to a property. */
function isProse(member: string, way: Way): boolean {
  return prose.has(member) && !namedBelow.has(String(way.at(-1)));
}

function changesAt(document: JsonObject, way: Way): Change[] {
  const member = way.at(-1);
  const parent = way.at(-2);
  const value = valueAt(document, way);
  if (way.includes("examples") || way.includes("x-request")) return exampleChanges(way);
  if (namedBelow.has(String(parent)) && isNameOf(way)) return [...nameChanges(way), removed];
  if (parent === "x-enum-varnames") return [{ what: "another value", value: `${value}x` }, removed];
  if (lists.has(String(parent)) || (parent === "type" && typeof member === "number")) return [removed];
  if (typeof value === "number") return [plus(value, 1), plus(value, -1), removed];
  if (value === true) return [removed];
  switch (member) {
    case "type":
      return typeof value === "string"
        ? [{ what: "another type", value: value === "object" ? "array" : "integer" }]
        : [];
    case "const":
      return [{ what: "another value", value: `${value}x` }, removed];
    case "enum":
      return Array.isArray(value) ? [{ what: "one more", value: [...value, "another"] }] : [];
    case "required":
      return [removed];
    case "pattern":
      return [{ what: "anything", value: "" }];
    case "format":
    case "contentSchema":
    case "contentMediaType":
    case "security":
    case "anyOf":
      return [removed];
    case "operationId":
    case "in":
      return [{ what: "another value", value: `${value}x` }];
    case "name":
      return way.includes("securitySchemes") ? [{ what: "another value", value: `${value}x` }] : [];
    case "example":
      return [{ what: "broken", value: 7 }];
    default:
      return [];
  }
}

/** Components are named for the document's own use: only names that go over the wire count. */
function isNameOf(way: Way): boolean {
  return way[0] !== "components" || !["headers", "responses"].includes(String(way[1])) || way.length > 3;
}

function nameChanges(way: Way): Change[] {
  const name = String(way.at(-1));
  const rename = /^\d{3}$/.test(name) ? String(Number(name) + 50) : `${name}x`;
  return way[1] === "securitySchemes" ? [] : [{ what: `renamed ${rename}`, rename }];
}

/** An example is broken where it states a value, and taken out whole. */
function exampleChanges(way: Way): Change[] {
  const [, kind, , part] = way;
  if (way[0] === "components" && kind === "examples") {
    if (way.length === 3 || way.length === 4 || (part === "x-request" && way.length === 5)) return [removed];
    return part === "value" && way.length === 5 ? [{ what: "broken", value: 7 }] : [];
  }
  if (way.at(-2) === "examples") return [removed];
  return [];
}

function plus(value: number, more: number): Change {
  return { what: `${value + more} instead of ${value}`, value: value + more };
}

function valueAt(document: JsonObject, way: Way): Json | undefined {
  return way.reduce<Json | undefined>((here, member) => {
    if (Array.isArray(here)) return here[Number(member)];
    return isObject(here) ? here[String(member)] : undefined;
  }, document);
}

function changed(document: JsonObject, way: Way, change: Change): JsonObject {
  const copy = structuredClone(document);
  const parent = valueAt(copy, way.slice(0, -1));
  const member = way.at(-1);
  if (Array.isArray(parent)) {
    if (change.value === undefined) parent.splice(Number(member), 1);
    else parent[Number(member)] = change.value;
  } else if (isObject(parent) && typeof member === "string") {
    if (change.rename !== undefined) return renamed(copy, parent, member, change.rename);
    if (change.value === undefined) delete parent[member];
    else parent[member] = change.value;
  }
  return copy;
}

/** In its old place: the order of members is part of what is generated. */
function renamed(copy: JsonObject, parent: JsonObject, from: string, to: string): JsonObject {
  const members = Object.entries(parent);
  for (const [name] of members) delete parent[name];
  for (const [name, value] of members) parent[name === from ? to : name] = value;
  return copy;
}
