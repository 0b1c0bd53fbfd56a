import type { components as chat } from "../chat/schema.gen.js";
import type { components } from "../control/schema.gen.js";

/**
 * All state of the stub. Each method is one atomic step on values that can be serialized, so that several replicas can
 * share an implementation in a database. Tokens come as fingerprints only. A step that cannot be taken rejects with a
 * StoreError.
 */
export interface Store {
  /** All that one namespace keeps, apart from every other; `""` is the stub's own. */
  namespace(name: string): NamespaceStore;
  /** How many steps failed since the start. */
  readonly errors: number;
  /** Whether an event could be recorded now. */
  ready(): Promise<boolean>;
  /** Releases what the store holds open. */
  close(): Promise<void>;
}

/** What one namespace keeps. */
export interface NamespaceStore {
  readonly connections: ConnectionStore;
  readonly faults: FaultStore;
  readonly chats: ChatStore;
  /** The quotas: of the account under `""`, of a connection under its fingerprint. */
  readonly throttle: {
    /** Takes one token from a bucket. Resolves to 0, or to the milliseconds until there is one to take. */
    take(bucket: string, quota: { rate: number; burst: number }): Promise<number>;
  };
  readonly journal: JournalStore;
  /** Numbers that count up. */
  readonly counters: Counters;
  /** How much is kept now, and how much was dropped since the start because a limit was reached. */
  count(): Promise<{ remembered: Counts; dropped: Counts }>;
  /**
   * Goes back to the baseline: removes all state, refills the throttle and restarts the counters; or removes what is of one
   * connection, by its fingerprint. Sequences and what was dropped count on.
   */
  reset(connection?: string): Promise<void>;
}

/** What a namespace starts with, and goes back to at a reset. */
export interface Baseline {
  /** Tokens, by their fingerprints. */
  tokens: ReadonlyMap<string, KnownToken>;
  /** Faults, in the order in which they are tried: before those that are staged later. */
  faults: readonly Fault[];
}

/** How many of each kind. */
export type Counts = components["schemas"]["Counts"];
/** An entry of the journal. */
export type JournalEntry = components["schemas"]["JournalEntry"];
/** The outcome of a request. */
export type Outcome = components["schemas"]["Outcome"];
/** What the contract allows, but is likely a mistake. */
export type Warning = components["schemas"]["Warning"];

/** Numbers that count up. */
export interface Counters {
  /** The next number of a series: 1, 2, 3, … until a reset. */
  next(series: string): Promise<number>;
  /** Counts an attempt of a connection at something, for an hour after the first. Resolves to its number: 1, 2, 3, … */
  attempt(connection: string, key: string): Promise<number>;
}

/** What is known of a token. */
export interface KnownToken {
  /** A `socket` is the ticket in the URL of a WebSocket. */
  readonly kind: "connection" | "participant" | "socket";
  /** Milliseconds since 1970. Absent for a token that does not expire. */
  readonly expiresAt?: number | undefined;
  readonly ended: boolean;
  readonly participants: number;
  /** Whose token it is, when there is a chat behind it. */
  readonly member?: Member;
}

/** Who somebody is in a chat. */
export type Sender = Pick<chat["schemas"]["ListedParticipant"], "ParticipantId" | "ParticipantRole" | "DisplayName">;

/** A participant of a chat. */
export interface Member extends Sender {
  readonly ContactId: string;
}

/** Tokens that were issued here, or that the baseline has. */
export interface ConnectionStore {
  /** Adds tokens by their fingerprints. */
  add(tokens: ReadonlyMap<string, KnownToken>): Promise<void>;
  /** What is known of a token. One of a chat has ended when its participant has left, and counts who is in the chat now. */
  find(fingerprint: string): Promise<KnownToken | undefined>;
  /** Finds the ticket of a socket, and forgets it: it is good once. */
  takeTicket(fingerprint: string): Promise<KnownToken | undefined>;
  /** Ends the chat of a connection token. Resolves to whether there was one. */
  end(fingerprint: string): Promise<boolean>;
}

/** What happened in a chat, as its participants are told. */
export type ChatItem = chat["schemas"]["ChatItem"];

/** Somebody who was invited to a chat. */
export interface ChatParticipant extends Sender {
  readonly state: "invited" | "joined" | "left";
  /** The fingerprints of its latest connection tokens. */
  readonly connections: readonly string[];
}

/** A chat. */
export interface Chat {
  readonly ContactId: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly expiresAt: number;
  readonly endedAt?: number | undefined;
  readonly participants: readonly ChatParticipant[];
}

/** An item, and where it goes. One that is `transient` is delivered, and not part of the transcript. */
export interface Delivery {
  readonly item: ChatItem;
  readonly transient: boolean;
}

/** Chats, with what is delivered in each, numbered 1, 2, 3, … A step at a chat that is not kept, or has ended, does nothing. */
export interface ChatStore {
  /** Keeps a chat. Where there is no room for it, an older one is dropped. */
  start(chat: Chat): Promise<void>;
  find(ContactId: string): Promise<Chat | undefined>;
  /** The newest chats, newest first. */
  list(limit: number): Promise<Chat[]>;
  /**
   * Notes another connection token of a participant by its fingerprint; the first time, it joins, and `joined` is delivered.
   * Resolves to whether it is in the chat: not when it has left, or the chat has ended.
   */
  join(member: Member, connection: string, joined: ChatItem): Promise<boolean>;
  /**
   * Delivers `left`, when the participant is in the chat; and `ended`, when it was a customer or the last one, which ends the
   * chat. Resolves to whether it was in the chat.
   */
  leave(member: Member, left: ChatItem, ended: ChatItem): Promise<boolean>;
  /**
   * Delivers an item; or nothing when it is the repetition of one. Resolves to the item's Id and time, or to those of the
   * first; to nothing when the chat has ended.
   */
  deliver(
    ContactId: string,
    delivery: Delivery,
    replay?: Replay,
  ): Promise<Pick<ChatItem, "Id" | "AbsoluteTime"> | undefined>;
  /** Every item that is kept, oldest first. */
  transcript(ContactId: string): Promise<readonly ChatItem[]>;
  /** Whether the transcript has a message with this Id. */
  hasMessage(ContactId: string, Id: string): Promise<boolean>;
  /** The number of the newest delivery; nothing when the chat is not kept. */
  newest(ContactId: string): Promise<number | undefined>;
  /** Deliveries with a larger number, oldest first: of more than the last 1,000, some are missing. */
  deliveries(ContactId: string, after: number): Promise<{ number: number; item: ChatItem }[]>;
  /** Resolves once `newest()` is another than `seen`, or when the signal aborts. */
  waitFor(ContactId: string, seen: number, signal: AbortSignal): Promise<void>;
}

/** A staged fault. */
export type Fault = components["schemas"]["Fault"];

/** Faults: those of the baseline, then those that were staged, oldest first. */
export interface FaultStore {
  /** Resolves to whether there was room for it. */
  add(fault: Fault): Promise<boolean>;
  list(): Promise<Fault[]>;
  remove(id: string): Promise<boolean>;
  /**
   * Finds the first of these faults that hits an event, and counts the hit: its number is the `hits` of what it resolves to.
   * `chance` is a random number from 0 up to 1, from which the probabilities of all faults are drawn.
   */
  hit(candidates: readonly Fault[], chance: number): Promise<Fault | undefined>;
}

/** What makes a repeated event the same as an earlier one. */
export interface Replay {
  /** The connection's fingerprint, and its own key of the event. */
  readonly connection: string;
  readonly key: string;
  /** A digest of the event. */
  readonly payload: string;
  /** For how long the event gets its first response again. */
  readonly ttlMs: number;
}

/** The entry of an event that is about to be accepted. */
export type AcceptedEvent = Omit<JournalEntry, "sequence" | "outcome" | "Id" | "AbsoluteTime"> &
  Required<Pick<JournalEntry, "Id" | "AbsoluteTime">>;

/** The entry of an event that was accepted, or was accepted earlier. */
export type AcceptedEntry = AcceptedEvent & { sequence: number; outcome: "accepted" | "replayed" };

/** Which entries to read. */
export interface JournalQuery {
  /** The fingerprints of connection tokens, any of which an entry may have. */
  readonly connection?: readonly string[];
  readonly contentType?: string;
  readonly outcome?: Outcome;
  /** Only entries with a smaller sequence. */
  readonly before?: number;
  /** Only entries with a larger sequence. */
  readonly after?: number;
  readonly order: "oldest first" | "newest first";
  readonly limit: number;
}

/** Every request and its outcome. */
export interface JournalStore {
  /** Gives the entry its sequence: 1, 2, 3, …, also across a reset. Resolves to the entry. */
  append(entry: Omit<JournalEntry, "sequence">): Promise<JournalEntry>;
  /**
   * Appends the entry of an event, and remembers its response, in one step, so that no event that got its response is
   * missing or there twice: as `accepted`, or, when it is the repetition of an event whose response is remembered, as
   * `replayed` with that response. An event that is accepted, and not replayed, is delivered to its chat in the same step.
   * Resolves to the entry; or to nothing, and appends nothing, when the key was used for another payload.
   */
  accept(event: AcceptedEvent, replay?: Replay, delivery?: Delivery): Promise<AcceptedEntry | undefined>;
  read(query: JournalQuery): Promise<JournalEntry[]>;
  /** The sequence of the newest entry, be it still kept or not; 0 before the first. */
  newest(): Promise<number>;
  /**
   * Resolves once `newest()` is another than `seen`, or when the signal aborts. Give it what `newest()` said before the
   * last `read`: whatever that did not find, waiting lasts until something is appended.
   */
  waitFor(seen: number, signal: AbortSignal): Promise<void>;
}

/** How much a store keeps in each namespace. */
export interface Limits {
  /** Journal entries. */
  readonly events: number;
  /** The age of a journal entry, in milliseconds. */
  readonly ageMs: number;
}

/** How many staged faults a namespace has room for. */
export const mostFaults = 1_000;
/** How many namespaces a store keeps beside the stub's own: of more, it drops the one that was not used for longest. */
export const mostNamespaces = 100;
/** How many chats a namespace keeps. */
export const mostChats = 1_000;
/** How many items a transcript keeps, and how many deliveries can be followed. */
export const mostItems = 1_000;
/** How many bytes a transcript keeps. */
export const mostItemBytes = 1024 * 1024;
/** How many connection tokens of a participant are told. */
export const mostConnections = 20;
/** For how long attempts are counted. */
export const attemptsMs = 3_600_000;
