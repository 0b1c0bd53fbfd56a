import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from "ajv/dist/2020.js";

/** One broken constraint. */
export type Violation = ErrorObject;

/** The schema of a name in `components/schemas`. */
export function reference(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

/**
 * Makes a check of a schema that refers to an OpenAPI document: schemas of 3.1 are JSON Schema 2020-12 as they stand.
 * Every broken constraint is reported, not only the first. `Value` is the schema's generated type. Throws Ajv's error
 * when the schema refers to what the document does not have.
 */
export function compileSchema<Value>(document: object, schema: object, options?: Options): ValidateFunction<Value> {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false, // OpenAPI has keywords of its own
    validateSchema: false, // linted when it was written
    ...options,
  });
  return ajv.compile<Value>({ ...document, ...schema });
}
