import { isObject, type Json, type JsonObject } from "../../../../openapi/generate/document.js";
import { componentOf, listOf } from "./node.js";

type Words = (value: Json, schema: JsonObject) => string | undefined;

/** What the reference says elsewhere than among the constraints. */
const elsewhere = "$ref title description type properties required oneOf anyOf allOf deprecated example examples".split(
  " ",
);

const words: Record<string, Words> = {
  minLength: (min, { maxLength: max }) => {
    if (max === undefined) return `at least ${count(min, "character")}`;
    return min === max ? `exactly ${count(min, "character")}` : `${min} to ${count(max, "character")}`;
  },
  maxLength: (max, { minLength: min }) => (min === undefined ? `at most ${count(max, "character")}` : undefined),
  minimum: (value) => `at least ${value}`,
  minItems: (min, { maxItems: max }) =>
    max === undefined
      ? `at least ${count(min, "item")}`
      : min === max
        ? `exactly ${count(min, "item")}`
        : `${min} to ${count(max, "item")}`,
  maxItems: (max, { minItems: min }) => (min === undefined ? `at most ${count(max, "item")}` : undefined),
  minProperties: (value) => `at least ${count(value, "member")}`,
  maxProperties: (value) => `at most ${count(value, "member")}`,
  items: (items) =>
    isObject(items) && items["$ref"] === undefined && items["properties"] === undefined
      ? `each ${typeOf(items)}`
      : undefined,
  additionalProperties: (value) =>
    value === false
      ? "no other members"
      : isObject(value)
        ? `each member ${[typeOf(value), ...constraintsOf(value)].join(", ")}`
        : undefined,
  propertyNames: (value) => (isObject(value) ? `names: ${constraintsOf(value).join(", ")}` : undefined),
  dependentRequired: (value) =>
    isObject(value)
      ? Object.entries(value)
          .map(([name, others]) => `${code(name)} only with ${listOf(others).map(code).join(", ")}`)
          .join("; ")
      : undefined,
  maximum: (value) => `at most ${value}`,
  pattern: (value) => `matches ${code(value)}`,
  format: (value) => `format ${code(value)}`,
  const: (value) => `always ${code(value)}`,
  enum: (values) => `one of ${listOf(values).map(code).join(", ")}`,
  default: (value) => `default ${code(value)}`,
  contentMediaType: (value, { contentSchema }) =>
    `contains ${[code(value), ...(componentOf(contentSchema) ? [code(componentOf(contentSchema) ?? "")] : [])].join(": ")}`,
  contentSchema: () => undefined,
};

/**
 * The constraints of a schema in words, as Markdown. A keyword that has no words is shown as it is written, so that none
 * is silently left out.
 */
export function constraintsOf(schema: JsonObject): string[] {
  return Object.entries(schema)
    .filter(([keyword]) => !elsewhere.includes(keyword) && !keyword.startsWith("x-"))
    .filter(([keyword]) => keyword !== "enum" || (schema["const"] ?? schema["x-enum-descriptions"]) === undefined) // said better by those
    .flatMap(([keyword, value]) => {
      const say = words[keyword];
      return (say === undefined ? code(`${keyword}: ${JSON.stringify(value)}`) : say(value, schema)) ?? [];
    });
}

/** The type of a schema in words: `string or null`. */
export function typeOf({ type, anyOf }: JsonObject): string {
  const types = listOf(anyOf).map((variant) => componentOf(variant) ?? "");
  return [type ?? types].flat().join(" or ") || "any";
}

/** A value as Markdown code, whatever characters it has. */
export function code(value: Json): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const fence = "`".repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}

function count(value: Json | undefined, noun: string): string {
  return `${value} ${noun}${value === 1 ? "" : "s"}`;
}
