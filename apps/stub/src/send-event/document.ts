import { createRequire } from "node:module";

/** The parts of the document that are read at run time, beside what the validator reads. */
interface Document {
  readonly components: {
    readonly schemas: { readonly SendEventRequest: { readonly properties: Readonly<Record<string, unknown>> } };
    readonly examples: Readonly<Record<string, { readonly value: { readonly Message?: string } }>>;
  };
}

/** The contract. */
export const document: Document = createRequire(import.meta.url)("@sendevent/openapi/sendevent.json");

const { schemas, examples } = document.components;

/** The members of a request that the document names. */
export const requestMembers: readonly string[] = Object.keys(schemas.SendEventRequest.properties);

/** The message of each exception's example, by the exception's name. */
export const exampleMessages: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  Object.entries(examples).map(([name, { value }]) => [name.replace(/Response$/, ""), value.Message]),
);
