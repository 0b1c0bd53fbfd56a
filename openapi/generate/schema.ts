import openapiTS, { astToString } from "openapi-typescript";
import { banner } from "./banner.js";
import type { JsonObject } from "./document.js";

/** Writes the types of an OpenAPI document as a TypeScript module. `source` is the file that a reader should edit. */
export async function schemaModule(document: JsonObject, source: string): Promise<string> {
  // openapi-typescript changes the object it is given
  const types = await openapiTS(JSON.stringify(document), { defaultNonNullable: false });
  return `${banner(source)}\n${astToString(types)}`;
}
