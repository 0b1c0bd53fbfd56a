import type { components } from "@sendevent/openapi";
import { contentTypes } from "@sendevent/openapi";

/** The content types of the contract, by name: `ContentType.Typing`, `ContentType.MessageRead`. */
export const ContentType: typeof contentTypes = contentTypes; // the type keeps the comments of its members

/** What an event says: one of the content types of the contract. */
export type ContentType = components["schemas"]["ContentType"];
