import { contentTypes } from "./contract.gen.js";
import type { components } from "./schema.gen.js";

/** The content types of the contract, by name: `ContentType.Typing`, `ContentType.MessageRead`. */
export const ContentType = contentTypes;

/** What an event says: one of the content types of the contract. */
export type ContentType = components["schemas"]["ContentType"];
