import { code } from "../contract/constraints.js";
import type { Schema } from "../contract/schema.js";
import { json, schemaLink, table } from "./syntax.js";

/** A schema with its members, its values and its examples. */
export function schemaMarkdown(schema: Schema): string[] {
  return [
    `### Schema ${schema.name}`,
    schema.deprecated ? "**Deprecated.**" : "",
    schema.description,
    [`Type: ${schema.type}`, ...schema.constraints].join("; "),
    schema.values.length > 0 ? valueTable(schema) : "",
    schema.properties.length > 0 ? properties(schema.properties) : "",
    ...schema.examples.map(json),
  ];
}

/** Members of an object, parameters, or headers: nothing where there are none. */
export function properties(members: readonly Schema[]): string {
  if (members.length === 0) return "";
  return table(["Name", "Type", "Required", "Description"], members.map(row));
}

function row({ name, component, type, required, deprecated, description, constraints }: Schema): string[] {
  const about = [deprecated ? "**Deprecated.**" : "", description, sentence(constraints)];
  return [
    component === name ? schemaLink(name) : code(name),
    component === undefined || component === name ? type : `${schemaLink(component)}: ${type}`,
    required ? "yes" : "no",
    about.filter((part) => part !== "").join(" "),
  ];
}

function valueTable({ values }: Schema): string {
  return table(
    ["Name", "Value", "Description"],
    values.map(({ name, value, description, deprecated }) => [
      name,
      code(value),
      `${deprecated ? "**Deprecated.** " : ""}${description}`,
    ]),
  );
}

function sentence(constraints: readonly string[]): string {
  return constraints.length === 0 ? "" : `(${constraints.join("; ")})`;
}
