import type { components } from "../control/schema.gen.js";

/**
 * Everything that the stub remembers. Each method is one atomic step, so that several replicas can share an
 * implementation in a database; none takes a callback or hands out something live. Tokens come as fingerprints only.
 */
export interface Store {
  readonly connections: ConnectionStore;
  readonly faults: FaultStore;
  readonly replays: ReplayStore;
  readonly throttle: ThrottleStore;
  readonly journal: JournalStore;
  readonly counters: CounterStore;
  /** How much is remembered now, and how much was dropped since the start because a limit was reached. */
  count(): Promise<{ remembered: Counts; dropped: Counts }>;
  /** Forgets everything. */
  reset(): Promise<void>;
  /** Lets go of what the store holds open. */
  close(): Promise<void>;
}

/** How many of each kind. */
export type Counts = components["schemas"]["Counts"];
/** An entry of the journal. */
export type JournalEntry = components["schemas"]["JournalEntry"];
/** What became of a request. */
export type Outcome = components["schemas"]["Outcome"];

/** What is legal, but suspect. */
export type Warning = components["schemas"]["Warning"];

/** What is known of a token. */
export interface KnownToken {
  readonly kind: "connection" | "participant";
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly ended: boolean;
  readonly participants: number;
}

/** Tokens that were issued here. */
export interface ConnectionStore {
  /** Remembers a chat by the fingerprints of its two tokens. */
  add(connection: {
    ConnectionToken: string;
    ParticipantToken: string;
    expiresAt: number;
    participants: number;
  }): Promise<void>;
  find(fingerprint: string): Promise<KnownToken | undefined>;
  /** Ends the chat of a connection token. Resolves to whether there was one. */
  end(fingerprint: string): Promise<boolean>;
}

/** A staged fault. */
export type Fault = components["schemas"]["Fault"];

/** Faults that are staged, oldest first. */
export interface FaultStore {
  /** Resolves to whether there was room for it. */
  add(fault: Fault): Promise<boolean>;
  list(): Promise<Fault[]>;
  remove(id: string): Promise<boolean>;
  /**
   * Finds the first fault that hits an event, and counts the hit. `chance` is a random number from 0 up to 1, from which
   * the probabilities of all faults are drawn.
   */
  take(event: { contentType: string; connection: string }, chance: number): Promise<Fault | undefined>;
}

/** The first answer to an event, and a digest of what it answered. */
export interface Remembered {
  readonly Id: string;
  readonly AbsoluteTime: string;
  readonly payload: string;
}

/** First answers, for as long as a retry gets them again. */
export interface ReplayStore {
  /** Remembers `candidate` under `key` unless there is something already. Resolves to what is there now. */
  remember(key: string, candidate: Remembered, ttlMs: number): Promise<Remembered>;
}

/** The quota of the account. */
export interface ThrottleStore {
  /** Takes one token from the bucket. Resolves to 0, or to the milliseconds until there is one to take. */
  take(quota: { rate: number; burst: number }): Promise<number>;
}

/** Which entries to read. */
export interface JournalQuery {
  /** The fingerprint of a connection token. */
  readonly connection?: string;
  readonly contentType?: string;
  readonly outcome?: Outcome;
  /** Only entries with a smaller sequence. */
  readonly before?: number;
  /** Only entries with a larger sequence. */
  readonly after?: number;
  readonly order: "oldest first" | "newest first";
  readonly limit: number;
}

/** Every request and what became of it. */
export interface JournalStore {
  /** Gives the entry its sequence, which grows from 1. */
  append(entry: Omit<JournalEntry, "sequence">): Promise<JournalEntry>;
  read(query: JournalQuery): Promise<JournalEntry[]>;
  /** The sequence of the newest entry; 0 before the first. */
  newest(): Promise<number>;
  /** Resolves once there is an entry with a larger sequence, or when the signal aborts. */
  waitFor(after: number, signal: AbortSignal): Promise<void>;
}

/** Numbers that count up. */
export interface CounterStore {
  /** The next number of a series that nothing forgets but `reset`: 1, 2, 3, … */
  next(series: string): Promise<number>;
  /** Counts an attempt at something, for an hour after the first. Resolves to its number: 1, 2, 3, … */
  attempt(key: string): Promise<number>;
}
