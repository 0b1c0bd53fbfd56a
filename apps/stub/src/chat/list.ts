import type { Namespace } from "../namespace.js";
import type { components } from "./schema.gen.js";
import type { ChatSockets } from "./sockets.js";

/** The newest chats as they are listed, with how many sockets each participant has open here. */
export async function listOf(
  { store, name }: Pick<Namespace, "store" | "name">,
  limit: number,
  sockets: Pick<ChatSockets, "countOf">,
): Promise<components["schemas"]["ChatList"]> {
  const chats = await store.chats.list(limit);
  return {
    chats: chats.map(({ ContactId, startedAt, expiresAt, endedAt = expiresAt, participants }) => ({
      ContactId,
      startedAt: new Date(startedAt).toISOString(),
      ...(endedAt <= Date.now() && { endedAt: new Date(endedAt).toISOString() }),
      Participants: participants.map(({ state, connections, ...sender }) => ({
        ...sender,
        connected: state === "joined" && endedAt > Date.now(),
        sockets: sockets.countOf(name, { ContactId, ...sender }),
        connections: [...connections],
      })),
    })),
  };
}
