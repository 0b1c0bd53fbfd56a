import { isDeepStrictEqual } from "node:util";
import { placeAt } from "../src/document.js";
import { isObject, type Json, type JsonObject } from "../src/json.js";
import type { Change, Sides } from "./changes.js";

/** Who reads a value decides what breaks: callers break on a tightened request, and on a loosened response. */
export type Direction = "request" | "response";

/** Every difference between the schemas at one place of two documents. */
export function schemaChanges(sides: Sides, way: readonly string[], direction: Direction, name: string): Change[] {
  const before = placeAt(sides.before, ...way)?.value ?? {};
  const after = placeAt(sides.after, ...way)?.value ?? {};
  const note = (breaks: Direction | "both" | "none", text: string): Change => ({
    breaking: breaks === "both" || breaks === direction,
    text: `${direction} ${name}: ${text}`,
  });
  return [
    ...limitChanges(before, after, note),
    ...valueChanges(before, after, note),
    ...requiredChanges(before, after, note),
    ...memberChanges(sides, way, direction, name, note),
    ...alternativeChanges(sides, way, direction, name),
  ];
}

type Note = (breaks: Direction | "both" | "none", text: string) => Change;

function limitChanges(before: JsonObject, after: JsonObject, note: Note): Change[] {
  const limit = (keyword: string, none: number, isTighter: (from: number, to: number) => boolean) => {
    const from = Number(before[keyword] ?? none);
    const to = Number(after[keyword] ?? none);
    if (from === to) return [];
    return [
      note(
        isTighter(from, to) ? "request" : "response",
        `${keyword} ${say(after[keyword])} instead of ${say(before[keyword])}`,
      ),
    ];
  };
  const rule = (keyword: string) => {
    if (isDeepStrictEqual(before[keyword], after[keyword])) return [];
    const breaks = before[keyword] === undefined ? "request" : after[keyword] === undefined ? "response" : "both";
    return [note(breaks, `${keyword} ${say(after[keyword])} instead of ${say(before[keyword])}`)];
  };
  return [
    ...limit("minLength", 0, (from, to) => to > from),
    ...limit("maxLength", Number.POSITIVE_INFINITY, (from, to) => to < from),
    ...rule("pattern"),
    ...rule("format"),
  ];
}

/** Types, and fixed values, are sets: a request breaks when one goes, a response when one comes. */
function valueChanges(before: JsonObject, after: JsonObject, note: Note): Change[] {
  const sets = [
    ["type", typesOf(before), typesOf(after)],
    ["value", valuesOf(before), valuesOf(after)],
    ["name of a value", titlesOf(before), titlesOf(after)],
  ] as const;
  return sets.flatMap(([what, from, to]) => {
    if (isDeepStrictEqual(from, to)) return [];
    if (from === undefined) return [note("request", `${what} is limited to ${say(to)}`)];
    if (to === undefined) return [note("response", `${what} is no longer limited to ${say(from)}`)];
    return [
      ...from
        .filter((one) => !to.includes(one))
        .map((one) => note(what === "name of a value" ? "both" : "request", `${what} ${one} removed`)),
      ...to
        .filter((one) => !from.includes(one))
        .map((one) => note(what === "name of a value" ? "none" : "response", `${what} ${one} added`)),
    ];
  });
}

function requiredChanges(before: JsonObject, after: JsonObject, note: Note): Change[] {
  const from = strings(before["required"]);
  const to = strings(after["required"]);
  return [
    ...to.filter((one) => !from.includes(one)).map((one) => note("request", `${one} is required now`)),
    ...from.filter((one) => !to.includes(one)).map((one) => note("response", `${one} is no longer required`)),
  ];
}

function memberChanges(sides: Sides, way: readonly string[], direction: Direction, name: string, note: Note): Change[] {
  const from = Object.keys(placeAt(sides.before, ...way, "properties")?.value ?? {});
  const to = Object.keys(placeAt(sides.after, ...way, "properties")?.value ?? {});
  return [
    ...from.filter((one) => !to.includes(one)).map((one) => note("both", `member ${one} removed`)),
    ...to.filter((one) => !from.includes(one)).map((one) => note("none", `member ${one} added`)),
    ...from
      .filter((one) => to.includes(one))
      .flatMap((one) => schemaChanges(sides, [...way, "properties", one], direction, `${name}.${one}`)),
  ];
}

function alternativeChanges(sides: Sides, way: readonly string[], direction: Direction, name: string): Change[] {
  const alternatives = (document: JsonObject) => {
    const { anyOf } = placeAt(document, ...way)?.value ?? {};
    return Array.isArray(anyOf)
      ? anyOf.filter(isObject).map(({ $ref }) => String($ref).replace("#/", "").split("/"))
      : [];
  };
  const from = alternatives(sides.before);
  const to = alternatives(sides.after);
  const gone = from.filter((one) => !to.some((other) => isDeepStrictEqual(one, other)));
  const come = to.filter((one) => !from.some((other) => isDeepStrictEqual(one, other)));
  return [
    ...gone.map(
      (one): Change => ({
        breaking: direction === "request",
        text: `${direction} ${name}: alternative ${one.at(-1)} removed`,
      }),
    ),
    ...come.map(
      (one): Change => ({
        breaking: direction === "response",
        text: `${direction} ${name}: alternative ${one.at(-1)} added`,
      }),
    ),
    ...from
      .filter((one) => !gone.includes(one))
      .flatMap((one) => schemaChanges(sides, one, direction, `${name} as ${one.at(-1)}`)),
  ];
}

function typesOf({ type }: JsonObject): string[] | undefined {
  return type === undefined ? undefined : strings([type].flat());
}

function valuesOf({ const: only, enum: several, oneOf }: JsonObject): string[] | undefined {
  if (only !== undefined) return [String(only)];
  if (Array.isArray(several)) return strings(several);
  return Array.isArray(oneOf) ? oneOf.filter(isObject).map((variant) => String(variant["const"])) : undefined;
}

function titlesOf({ oneOf }: JsonObject): string[] | undefined {
  return Array.isArray(oneOf) ? oneOf.filter(isObject).map(({ title }) => String(title)) : undefined;
}

function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function say(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
