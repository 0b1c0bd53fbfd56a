import { type Json, type JsonObject, resolve } from "../../../../openapi/generate/document.js";
import { type EnumValue, enumValues } from "../../../../openapi/generate/enumeration.js";
import { code, constraintsOf, typeOf } from "./constraints.js";
import { componentOf, entriesOf, listOf, textOf } from "./node.js";
import { exampleOf } from "./synthetic.js";

/** A value that travels: a schema, a property of one, a parameter, or a header. */
export interface Schema {
  readonly name: string;
  /** The name among the schemas, when the value, or each item of the list that it is, has one of its own. */
  readonly component?: string;
  /** In words, such as `string or null`. */
  readonly type: string;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly description: string;
  /** In words, one constraint each, as Markdown. */
  readonly constraints: readonly string[];
  /** The values that it can have, where each has a meaning of its own. */
  readonly values: readonly EnumValue[];
  readonly properties: readonly Schema[];
  readonly examples: readonly Json[];
  /** What could be an example, of an object whose members do not exclude each other. */
  readonly sample?: Json;
}

/** Reads one schema, with its properties, or those of its items. */
export function readSchema(document: JsonObject, name: string, value: Json): Schema {
  const schema = resolve(document, value);
  const items = resolve(document, schema["items"] ?? {});
  const component = componentOf(value) ?? componentOf(schema["items"]);
  return {
    name,
    ...(component !== undefined && { component }),
    type: typeOf(schema),
    required: false,
    deprecated: schema["deprecated"] === true,
    description: textOf(schema["description"]),
    constraints: constraintsOf(schema),
    values: enumValues(schema),
    properties: readProperties(document, schema["items"] === undefined ? schema : items),
    examples: listOf(schema["examples"]),
    ...(schema["properties"] !== undefined &&
      schema["oneOf"] === undefined && { sample: exampleOf(document, schema, name) }),
  };
}

/** Reads a parameter or a header: what it says stands beside its schema, not within. */
export function readParameter(document: JsonObject, name: string, value: Json): Schema {
  const { in: place, description, required, deprecated, schema = {}, example } = resolve(document, value);
  const read = readSchema(document, name, schema);
  const fixed = resolve(document, schema)["const"] !== undefined; // then an example says nothing new
  return {
    ...read,
    description: textOf(description),
    required: required === true,
    deprecated: deprecated === true,
    constraints: [
      ...(place === undefined ? [] : [`sent in the ${textOf(place)}`]),
      ...read.constraints,
      ...(example === undefined || fixed ? [] : [`such as ${code(example)}`]),
    ],
  };
}

function readProperties(document: JsonObject, schema: JsonObject): Schema[] {
  const required = listOf(schema["required"]);
  return entriesOf(schema["properties"]).map(([name, property]) => ({
    ...readSchema(document, name, property),
    required: required.includes(name),
  }));
}

/** The schema of a name. Throws an error that names it when there is none. */
export function schemaNamed(schemas: readonly Schema[], name: string): Schema {
  const schema = schemas.find((candidate) => candidate.name === name);
  if (schema === undefined) throw new Error(`the document has no schema ${name}`);
  return schema;
}
