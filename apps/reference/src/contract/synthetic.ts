import { type Json, type JsonObject, resolve } from "../../../../openapi/generate/document.js";
import { entriesOf, listOf, textOf } from "./node.js";
import { wordsOf } from "./words.js";

/**
 * A value that fits a schema, for documents that give no example: what the schema says itself (`example`, `examples`, `const`,
 * `default`, `enum`), or else the least that its type allows, which is the members that are required where some are. A text for which nothing is said is named as its member is.
 */
export function exampleOf(document: JsonObject, schema: Json, name = "value"): Json {
  const { example, examples, const: only, default: usual, enum: values, ...rest } = resolve(document, schema);
  const said = example ?? listOf(examples)[0] ?? only ?? usual ?? listOf(values)[0];
  if (said !== undefined) return said;
  const [variant] = [rest["allOf"], rest["anyOf"], rest["oneOf"]].flatMap(listOf);
  const [type] = [rest["type"] ?? []].flat();
  if (type === undefined && variant !== undefined) return exampleOf(document, variant, name);
  switch (type) {
    case "object":
      return Object.fromEntries(
        entriesOf(rest["properties"])
          .filter(([member]) => rest["required"] === undefined || listOf(rest["required"]).includes(member))
          .map(([member, value]) => [member, exampleOf(document, value, member)]),
      );
    case "array":
      return rest["items"] === undefined ? [] : [exampleOf(document, rest["items"], name.replace(/s$/, ""))];
    case "string":
      return textOf(rest["format"]) === "date-time"
        ? "2026-01-31T12:00:00.000Z"
        : wordsOf(name).join("-").toLowerCase();
    case "boolean":
      return true;
    case "integer":
    case "number":
      return Number(rest["minimum"] ?? 1);
    default:
      return null;
  }
}
