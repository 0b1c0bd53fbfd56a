import { contentTypes } from "@sendevent/openapi";
import type { components } from "../../src/chat/schema.gen.js";
import { type Api, ApiError, type JournalEntry } from "./api.js";
import { isAccepted } from "./filter.js";

type Schemas = components["schemas"];
/** A chat that the stub knows. */
export type Chat = Schemas["ListedChat"];
/** A participant of a chat. */
export type Participant = Schemas["ListedParticipant"];

/** The newest chats, newest first; nothing where the stub has none because it was started without. */
export async function readChats(api: Api, signal: AbortSignal): Promise<Chat[] | null> {
  try {
    return (await api.read<Schemas["ChatList"]>("/chats?limit=50", signal)).chats;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** For so long, in milliseconds, somebody who sent a typing event is shown as typing: the vendor's library sends one in 10 s. */
const typingMs = 10_000;

/** The connections that are typing at `now`, a time in milliseconds. */
export function typingAt(entries: readonly JournalEntry[], now: number): ReadonlySet<string> {
  const typing = new Set<string>();
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry === undefined || Date.parse(entry.receivedAt) < now - typingMs) break;
    const { ContentType, connection } = entry;
    if (ContentType === contentTypes.Typing && connection !== undefined && isAccepted(entry)) typing.add(connection);
  }
  return typing;
}

/** The names of connections: who they belong to. */
export function namesOf(chats: readonly Chat[]): ReadonlyMap<string, string> {
  const participants = chats.flatMap(({ Participants }) => Participants);
  return new Map(
    participants.flatMap(({ connections, DisplayName }) => connections.map((own) => [own, DisplayName] as const)),
  );
}
