import type { Vocabulary } from "../http/violations.js";
import { chatJson } from "../package-files.js";
import type { components } from "./schema.gen.js";

/** The chat's document, and the type of what is read of it beside what the validator reads. */
export const chatDocument: {
  paths: Readonly<Record<string, Readonly<Record<string, { operationId: string }>>>>;
  components: {
    schemas: {
      ParticipantRole: { enum: readonly components["schemas"]["ParticipantRole"][] };
      MessageContentType: { enum: readonly string[] };
    };
  };
} = chatJson;

const { ParticipantRole, MessageContentType } = chatDocument.components.schemas;

/** What messages say of the chat's own. */
export const vocabulary: Vocabulary = {
  unknownPath: "The chat has no such path: see /_stub/chats/openapi.json",
  choices: { ParticipantRole: ParticipantRole.enum, ContentType: MessageContentType.enum },
};

/** Where sockets are. */
export const socketPath = "/_stub/chats/socket";

/** The paths of what participants do, each with its operation. */
export const participantPaths: ReadonlyMap<string, string> = new Map(
  Object.entries(chatDocument.paths).flatMap(([path, { post }]) =>
    post && path.startsWith("/participant/") ? [[path, post.operationId]] : [],
  ),
);
