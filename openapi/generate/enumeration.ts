import type { Json, JsonObject } from "./document.js";

/** One value of an enumeration whose values have names and descriptions of their own. */
export interface EnumValue {
  readonly name: string;
  readonly value: string;
  readonly description: string;
  readonly deprecated: boolean;
  /** Whether it is the content type of a receipt. */
  readonly receipt: boolean;
}

/**
 * The values of an `enum` with what stands beside it: `x-enum-varnames` (unless values are their own names) and
 * `x-enum-descriptions`, in the order of the values, and the names that `x-enum-deprecated` and `x-enum-receipts` list. Empty for
 * a schema whose values have no descriptions. Throws an error that names the schema and the list when a list does not fit.
 */
export function enumValues(schema: JsonObject): EnumValue[] {
  if (schema["x-enum-descriptions"] === undefined) return [];
  const values = strings(schema, "enum");
  const names = schema["x-enum-varnames"] === undefined ? values : strings(schema, "x-enum-varnames");
  const descriptions = strings(schema, "x-enum-descriptions");
  for (const [member, list] of Object.entries({ "x-enum-varnames": names, "x-enum-descriptions": descriptions })) {
    if (list.length !== values.length)
      throw misfit(schema, member, `one entry for each of the ${values.length} values`);
  }
  const deprecated = marked(schema, "x-enum-deprecated", names);
  const receipts = marked(schema, "x-enum-receipts", names);
  return values.map((value, index) => {
    const name = names[index] ?? "";
    const description = descriptions[index] ?? "";
    return { name, value, description, deprecated: deprecated.includes(name), receipt: receipts.includes(name) };
  });
}

function marked(schema: JsonObject, member: string, names: readonly string[]): string[] {
  const listed = strings(schema, member);
  if (!listed.every((name) => names.includes(name))) throw misfit(schema, member, `names of ${names.join(", ")}`);
  return listed;
}

function strings(schema: JsonObject, member: string): string[] {
  const list: Json = schema[member] ?? [];
  if (!Array.isArray(list)) throw misfit(schema, member, "strings");
  return list.map(String);
}

function misfit(schema: JsonObject, member: string, expected: string): Error {
  return new Error(`the schema ${schema["title"]} must list in ${member}: ${expected}`);
}
