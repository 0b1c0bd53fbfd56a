import { createRequire } from "node:module";

/** The lengths that a member may have. */
export interface Lengths {
  readonly minLength: number;
  readonly maxLength: number;
}

interface Example {
  readonly value: { readonly Message?: string };
}

/** The parts of the document that are read at run time. */
interface Document {
  readonly components: {
    readonly schemas: Readonly<Record<string, Lengths>> & {
      readonly SendEventRequest: { readonly properties: Readonly<Record<string, unknown>> };
    };
    readonly examples: Readonly<Record<string, Example>>;
  };
}

/** The contract. */
export const document: Document = createRequire(import.meta.url)("@sendevent/openapi/sendevent.json");

const { components } = document;

/** The document's schemas by name, as far as messages quote them. A member of the request has its schema's name. */
export const schemas: Readonly<Record<string, Lengths>> = components.schemas;

/** The members of a request that the document names. */
export const requestMembers: readonly string[] = Object.keys(components.schemas.SendEventRequest.properties);

/** The message of each exception's example, by the exception's name. */
export const exampleMessages: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  Object.entries(components.examples).map(([name, { value }]) => [name.replace(/Response$/, ""), value.Message]),
);
