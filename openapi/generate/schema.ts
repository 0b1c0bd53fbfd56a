import openapiTS, { astToString } from "openapi-typescript";
import { banner } from "./banner.js";

/** Writes the types of an OpenAPI document as a TypeScript module. `source` is the file that a reader should edit. */
export async function schemaModule(document: URL, source: string): Promise<string> {
  const types = await openapiTS(document, { defaultNonNullable: false });
  return `${banner(source)}\n${astToString(types)}`;
}
