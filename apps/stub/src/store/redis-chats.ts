import * as scripts from "./redis-chat-scripts.js";
import { pairsOf, type RedisConnection, type Script } from "./redis-connection.js";
import type { Chat, ChatItem, ChatParticipant, ChatStore, Delivery, KnownToken, Member, Replay } from "./store.js";

/** For how long a chat is kept after its tokens have expired, in milliseconds. */
const afterwardsMs = 3_600_000;

type Evaluate = (script: Script, ...args: (string | number | boolean)[]) => Promise<unknown>;

/** The chats of one namespace in Redis: each has a hash of what it is, a list of its transcript, and a stream of what is delivered now. */
export class RedisChats implements ChatStore {
  readonly #redis: RedisConnection;
  readonly #base: string;
  readonly #name: string;
  readonly #eval: Evaluate;

  constructor(redis: RedisConnection, base: string, name: string, evaluate: Evaluate) {
    this.#redis = redis;
    this.#base = base;
    this.#name = name;
    this.#eval = evaluate;
  }

  async start(chat: Chat): Promise<void> {
    const ids = chat.participants.map(({ ParticipantId }) => ParticipantId);
    const ms = chat.expiresAt - chat.startedAt + afterwardsMs;
    await this.#eval(scripts.startChat, chat.ContactId, ms, JSON.stringify(chat), ...ids);
  }

  async find(ContactId: string): Promise<Chat | undefined> {
    return chatOf(await this.#redis.run((client) => client.hGetAll(this.#key(ContactId))));
  }

  async list(limit: number): Promise<Chat[]> {
    const hashes: string[][] = Object(await this.#eval(scripts.listChats, limit));
    return hashes.flatMap((hash) => chatOf(pairsOf(hash)) ?? []);
  }

  /** What a token of a chat is worth now. */
  async current(token: KnownToken | undefined): Promise<KnownToken | undefined> {
    if (token?.member === undefined) return token;
    const { ContactId, ParticipantId } = token.member;
    const fields = ["joined", "endedAt", `state ${ParticipantId}`];
    const [joined, endedAt, state] = await this.#redis.run((client) => client.hmGet(this.#key(ContactId), fields));
    const isOut = joined === null || endedAt !== null || state === "left";
    return { ...token, ended: token.ended || isOut, participants: Number(joined) };
  }

  async join({ ContactId, ParticipantId }: Member, connection: string, joined: ChatItem): Promise<boolean> {
    const item = JSON.stringify(joined);
    return (await this.#eval(scripts.joinChat, ContactId, ParticipantId, connection, item)) === 1;
  }

  async leave(
    { ContactId, ParticipantId, ParticipantRole }: Member,
    left: ChatItem,
    ended: ChatItem,
  ): Promise<boolean> {
    const items = [JSON.stringify(left), JSON.stringify(ended)];
    const isCustomer = ParticipantRole === "CUSTOMER";
    return (await this.#eval(scripts.leaveChat, ContactId, ParticipantId, isCustomer, ...items)) === 1;
  }

  async deliver(ContactId: string, { item, transient }: Delivery, replay?: Replay) {
    const message = item.Type === "MESSAGE" ? item.Id : "";
    const key = replay ? [`${replay.connection}:${replay.key}`, replay.payload, replay.ttlMs] : [];
    const given = [JSON.stringify(item), !transient, message, item.Id, item.AbsoluteTime, ...key];
    const reply = await this.#eval(scripts.deliverItem, ContactId, ...given);
    return Array.isArray(reply) ? { Id: String(reply[0]), AbsoluteTime: String(reply[1]) } : undefined;
  }

  async transcript(ContactId: string): Promise<ChatItem[]> {
    const items = await this.#redis.run((client) => client.lRange(`${this.#key(ContactId)}:items`, 0, -1));
    return items.map((item) => JSON.parse(item) satisfies ChatItem);
  }

  async hasMessage(ContactId: string, Id: string): Promise<boolean> {
    return (await this.#redis.run((client) => client.hExists(this.#key(ContactId), `message ${Id}`))) === 1;
  }

  async newest(ContactId: string): Promise<number | undefined> {
    const newest = await this.#redis.run((client) => client.hGet(this.#key(ContactId), "newest"));
    return newest ? Number(newest) : undefined;
  }

  async deliveries(ContactId: string, after: number): Promise<{ number: number; item: ChatItem }[]> {
    const key = `${this.#key(ContactId)}:deliveries`;
    const found = await this.#redis.run((client) => client.xRange(key, `${after + 1}-0`, "+"));
    return (found ?? []).map(({ id, message }) => ({
      number: Number.parseInt(id, 10),
      item: JSON.parse(message["item"] ?? "{}"),
    }));
  }

  async waitFor(ContactId: string, seen: number, signal: AbortSignal): Promise<void> {
    const isOver = async () => (await this.newest(ContactId)) !== seen;
    await this.#redis.waitUntilTold(`${this.#name} ${ContactId}`, isOver, signal);
  }

  #key(ContactId: string): string {
    return `${this.#base}chat:${ContactId}`;
  }
}

function chatOf({ record, endedAt, ...fields }: Readonly<Record<string, string | undefined>>): Chat | undefined {
  if (record === undefined) return undefined;
  const chat: Chat = JSON.parse(record);
  const participants = chat.participants.map((participant): ChatParticipant => {
    const state = fields[`state ${participant.ParticipantId}`];
    const connections = fields[`connections ${participant.ParticipantId}`]?.split(" ") ?? [];
    return { ...participant, state: state === "joined" || state === "left" ? state : "invited", connections };
  });
  return { ...chat, participants, ...(endedAt !== undefined && { endedAt: Number(endedAt) }) };
}
