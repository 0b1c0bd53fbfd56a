import { EventEmitter, once } from "node:events";
import { BoundedList } from "./bounded-list.js";
import {
  type Chat,
  type ChatItem,
  type ChatParticipant,
  type Delivery,
  type KnownToken,
  type Member,
  mostChats,
  mostConnections,
  mostItemBytes,
  mostItems,
} from "./store.js";

/** What the objects around an item take beside its text, roughly. */
const itemOverhead = 512;

/** A chat, and what was delivered in it. */
class KeptChat {
  chat: Chat;
  /** Its place among those that were started. */
  readonly place: number;
  newest = 0;
  readonly transcript = new BoundedList<ChatItem>(mostItems, mostItemBytes);
  readonly deliveries = new BoundedList<{ number: number; item: ChatItem }>(mostItems, mostItemBytes);

  constructor(chat: Chat, place: number) {
    this.chat = chat;
    this.place = place;
  }

  get bytes(): number {
    return this.transcript.bytes + this.deliveries.bytes + itemOverhead * this.chat.participants.length;
  }

  add({ item, transient }: Delivery): void {
    const bytes = Buffer.byteLength(JSON.stringify(item)) + itemOverhead;
    this.newest += 1;
    this.deliveries.add({ number: this.newest, item }, bytes);
    if (!transient) this.transcript.add(item, bytes);
  }
}

/** Chats in memory, as far as they fit into `maxBytes`. Of more, the one that was not used for longest is dropped. */
export class MemoryChats {
  dropped = 0;
  readonly #maxBytes: number;
  /** The one that was not used for longest comes first. */
  readonly #chats = new Map<string, KeptChat>();
  #started = 0;
  readonly #told = new EventEmitter().setMaxListeners(0);
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get size(): number {
    return this.#chats.size;
  }

  start(chat: Chat): void {
    this.#started += 1;
    this.#use(chat.ContactId, new KeptChat(chat, this.#started), () => {});
  }

  find(ContactId: string): Chat | undefined {
    return this.#chats.get(ContactId)?.chat;
  }

  list(limit: number): Chat[] {
    const chats = [...this.#chats.values()].sort((one, other) => other.place - one.place);
    return chats.slice(0, limit).map(({ chat }) => chat);
  }

  /** What a token of a chat is worth now. */
  current(token: KnownToken | undefined): KnownToken | undefined {
    if (token?.member === undefined) return token;
    const { member } = token;
    const chat = this.find(member.ContactId);
    const isOut = chat === undefined || chat.endedAt !== undefined || participantOf(chat, member)?.state === "left";
    return { ...token, ended: token.ended || isOut, participants: chat ? joinedOf(chat) : 0 };
  }

  join(member: Member, connection: string, joined: ChatItem): boolean {
    const { kept, participant } = this.#open(member);
    if (kept === undefined || participant === undefined || participant.state === "left") return false;
    const connections = [...participant.connections, connection].slice(-mostConnections);
    this.#use(member.ContactId, kept, () => {
      kept.chat = withParticipant(kept.chat, { ...participant, state: "joined", connections });
      if (participant.state === "invited") kept.add({ item: joined, transient: false });
    });
    return true;
  }

  leave(member: Member, left: ChatItem, ended: ChatItem): boolean {
    const { kept, participant } = this.#open(member);
    if (kept === undefined || participant?.state !== "joined") return false;
    this.#use(member.ContactId, kept, () => {
      kept.chat = withParticipant(kept.chat, { ...participant, state: "left" });
      kept.add({ item: left, transient: false });
      if (member.ParticipantRole !== "CUSTOMER" && joinedOf(kept.chat) > 0) return;
      kept.chat = { ...kept.chat, endedAt: Date.now() };
      kept.add({ item: ended, transient: false });
    });
    return true;
  }

  /** Resolves to whether the chat goes on. */
  deliver(ContactId: string, delivery: Delivery): boolean {
    const kept = this.#chats.get(ContactId);
    if (kept === undefined || kept.chat.endedAt !== undefined) return false;
    this.#use(ContactId, kept, () => kept.add(delivery));
    return true;
  }

  transcript(ContactId: string): ChatItem[] {
    return this.#chats.get(ContactId)?.transcript.values ?? [];
  }

  newest(ContactId: string): number | undefined {
    return this.#chats.get(ContactId)?.newest;
  }

  deliveries(ContactId: string, after: number): { number: number; item: ChatItem }[] {
    return this.#chats.get(ContactId)?.deliveries.lastOf(({ number }) => number > after) ?? [];
  }

  async waitFor(ContactId: string, seen: number, signal: AbortSignal): Promise<void> {
    if (this.newest(ContactId) !== seen || signal.aborted) return;
    await once(this.#told, ContactId, { signal }).catch(() => {}); // the caller looks at the signal itself
  }

  /** Removes all chats. Who follows one learns of it. */
  clear(): void {
    for (const ContactId of this.#chats.keys()) this.#drop(ContactId);
  }

  /** The chat of a participant, unless it has ended. */
  #open(member: Member): { kept?: KeptChat; participant?: ChatParticipant | undefined } {
    const kept = this.#chats.get(member.ContactId);
    if (kept === undefined || kept.chat.endedAt !== undefined) return {};
    return { kept, participant: participantOf(kept.chat, member) };
  }

  /** Changes a chat, and makes it the one that was used last. */
  #use(ContactId: string, kept: KeptChat, change: () => void): void {
    this.#bytes -= this.#chats.get(ContactId)?.bytes ?? 0;
    this.#chats.delete(ContactId);
    change();
    this.#chats.set(ContactId, kept);
    this.#bytes += kept.bytes;
    for (const oldest of this.#chats.keys()) {
      if (this.#chats.size <= mostChats && this.#bytes <= this.#maxBytes) break;
      this.#drop(oldest);
      this.dropped += 1;
    }
    this.#told.emit(ContactId);
  }

  #drop(ContactId: string): void {
    this.#bytes -= this.#chats.get(ContactId)?.bytes ?? 0;
    this.#chats.delete(ContactId);
    this.#told.emit(ContactId);
  }
}

function participantOf({ participants }: Chat, { ParticipantId }: Member): ChatParticipant | undefined {
  return participants.find((participant) => participant.ParticipantId === ParticipantId);
}

function withParticipant(chat: Chat, changed: ChatParticipant): Chat {
  const isOther = ({ ParticipantId }: ChatParticipant) => ParticipantId !== changed.ParticipantId;
  return {
    ...chat,
    participants: chat.participants.map((participant) => (isOther(participant) ? participant : changed)),
  };
}

function joinedOf({ participants }: Chat): number {
  return participants.filter(({ state }) => state === "joined").length;
}
