import { contentTypes } from "@sendevent/openapi";
import type { SendEventInput } from "../send-event/validation.js";
import { messageIdOf } from "../send-event/warnings.js";
import type { ChatItem, Delivery, Member, Sender } from "../store/store.js";
import type { components } from "./schema.gen.js";

/** The Id and the time that an item is given. */
export type Drawn = Pick<ChatItem, "Id" | "AbsoluteTime">;

const told = {
  joined: "application/vnd.amazonaws.connect.event.participant.joined",
  left: "application/vnd.amazonaws.connect.event.participant.left",
  ended: "application/vnd.amazonaws.connect.event.chat.ended",
} as const satisfies Record<string, components["schemas"]["ChatEventContentType"]>;

/** That somebody has joined, or left. */
export function presenceItem(what: "joined" | "left", member: Member, drawn: Drawn): ChatItem {
  return { ...base(member, drawn), Type: "EVENT", ContentType: told[what], ...senderOf(member) };
}

/** That the chat has ended. */
export function endItem(member: Member, drawn: Drawn): ChatItem {
  return { ...base(member, drawn), Type: "EVENT", ContentType: told.ended };
}

/** A message. */
export function messageItem(
  member: Member,
  { ContentType, Content }: components["schemas"]["MessageInput"],
  drawn: Drawn,
): ChatItem {
  return { ...base(member, drawn), Type: "MESSAGE", ContentType, Content, ...senderOf(member) };
}

/** What an event is to the chat. One that no participant sees is none. */
export function deliveryOf(
  member: Member,
  { ContentType, Content }: Pick<SendEventInput, "ContentType" | "Content">,
  drawn: Drawn,
): Delivery | undefined {
  const common = { ...base(member, drawn), ContentType, ...senderOf(member) };
  if (ContentType === contentTypes.Typing) return { item: { ...common, Type: "EVENT" }, transient: true };
  const MessageId = messageIdOf(Content);
  if (ContentType === contentTypes.ConnectionAcknowledged || MessageId === undefined) return undefined;
  const when = ContentType === contentTypes.MessageRead ? "ReadTimestamp" : "DeliveredTimestamp";
  const Receipts = [{ [when]: drawn.AbsoluteTime, RecipientParticipantId: member.ParticipantId }];
  return { item: { ...common, Type: "MESSAGEMETADATA", MessageMetadata: { MessageId, Receipts } }, transient: false };
}

function base({ ContactId }: Member, { Id, AbsoluteTime }: Drawn) {
  return { Id, AbsoluteTime, ContactId, InitialContactId: ContactId };
}

function senderOf({ ParticipantId, ParticipantRole, DisplayName }: Member): Sender {
  return { ParticipantId, ParticipantRole, DisplayName };
}
