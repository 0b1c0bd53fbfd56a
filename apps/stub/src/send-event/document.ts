import { contractJson } from "../package-files.js";

/** The contract, and the type of what is read of it beside what the validator reads. */
export const document: {
  components: {
    schemas: { ChatEvent: { properties: Readonly<Record<string, unknown>> } };
    examples: Readonly<Record<string, { value: { Message?: string } }>>;
  };
} = contractJson;

const { schemas, examples } = document.components;

/** The members of a request that the document names. */
export const requestMembers: readonly string[] = Object.keys(schemas.ChatEvent.properties);

/** The message of each exception's example, by the exception's name. */
export const exampleMessages: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  Object.entries(examples).map(([name, { value }]) => [name.replace(/Response$/, ""), value.Message]),
);
