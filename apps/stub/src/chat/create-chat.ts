import { checker } from "../control/check.js";
import { fingerprint } from "../fingerprint.js";
import type { RandomSource } from "../random-source.js";
import type { ChatParticipant, KnownToken, NamespaceStore } from "../store/store.js";
import { chatDocument, vocabulary } from "./document.js";
import type { components } from "./schema.gen.js";

/** Who is to be in a chat: all of it is optional. */
export type ChatRequest = components["schemas"]["ChatRequest"];
/** A chat, and the tokens of its participants. */
export type IssuedChat = components["schemas"]["IssuedChat"];

const checkedChat = checker<Required<ChatRequest>>(
  { $ref: "#/components/schemas/ChatRequest" },
  chatDocument,
  vocabulary,
);

/** Creates a chat that nobody has joined yet. Rejects with a ValidationException that says what is wrong. */
export async function createChat(
  { chats, connections }: Pick<NamespaceStore, "chats" | "connections">,
  random: RandomSource,
  request: ChatRequest = {},
): Promise<IssuedChat> {
  const { participants, ttlSeconds } = checkedChat(request);
  const ContactId = await random.uuid("chat");
  const Participants: IssuedChat["Participants"] = [];
  for (const { ParticipantRole, DisplayName = nameOf(ParticipantRole) } of participants) {
    const ParticipantId = await random.uuid("participant");
    const ParticipantToken = `participant-${await random.uuid("token")}`;
    Participants.push({ ParticipantId, ParticipantRole, DisplayName, ParticipantToken });
  }
  const startedAt = Date.now();
  const expiresAt = startedAt + ttlSeconds * 1000;
  await chats.start({
    ContactId,
    startedAt,
    expiresAt,
    participants: Participants.map(({ ParticipantToken, ...participant }): ChatParticipant => {
      return { ...participant, state: "invited", connections: [] };
    }),
  });
  const tokens = Participants.map(({ ParticipantToken, ...sender }): [string, KnownToken] => {
    const member = { ContactId, ...sender };
    return [fingerprint(ParticipantToken), { kind: "participant", expiresAt, ended: false, participants: 0, member }];
  });
  await connections.add(new Map(tokens));
  return { ContactId, Participants };
}

/** `CUSTOM_BOT` is called "Custom bot". */
function nameOf(role: string): string {
  return role.charAt(0) + role.slice(1).toLowerCase().replaceAll("_", " ");
}
