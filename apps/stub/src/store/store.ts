import type { components } from "../control/schema.gen.js";

/**
 * All state of the stub. Each method is one atomic step on values that can be serialized, so that several replicas can
 * share an implementation in a database. Tokens come as fingerprints only.
 */
export interface Store {
  readonly connections: ConnectionStore;
  readonly faults: FaultStore;
  /** First responses, for as long as a retry gets the same. */
  readonly replays: {
    /** Keeps `candidate` for `ttlMs` unless `key` has a response already. Resolves to the one that `key` has now. */
    remember(key: string, candidate: FirstResponse, ttlMs: number): Promise<FirstResponse>;
  };
  /** The quota of the account. */
  readonly throttle: {
    /** Takes one token from the bucket. Resolves to 0, or to the milliseconds until there is one to take. */
    take(quota: { rate: number; burst: number }): Promise<number>;
  };
  readonly journal: JournalStore;
  /** Numbers that count up. */
  readonly counters: {
    /** The next number of a series: 1, 2, 3, … until a reset. */
    next(series: string): Promise<number>;
    /** Counts an attempt at something, for an hour after the first. Resolves to its number: 1, 2, 3, … */
    attempt(key: string): Promise<number>;
  };
  /** How much is kept now, and how much was dropped since the start because a limit was reached. */
  count(): Promise<{ remembered: Counts; dropped: Counts }>;
  /** How many steps failed since the start. */
  readonly errors: number;
  /** Whether the store can be reached now. */
  ready(): Promise<boolean>;
  /** Removes all state, refills the throttle and restarts the counters. Sequences and what was dropped count on. */
  reset(): Promise<void>;
  /** Releases what the store holds open. */
  close(): Promise<void>;
}

/** How many of each kind. */
export type Counts = components["schemas"]["Counts"];
/** An entry of the journal. */
export type JournalEntry = components["schemas"]["JournalEntry"];
/** The outcome of a request. */
export type Outcome = components["schemas"]["Outcome"];
/** What the contract allows, but is likely a mistake. */
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
  /** Adds a chat by the fingerprints of its two tokens. */
  add(
    connection: Pick<KnownToken, "expiresAt" | "participants"> & { ConnectionToken: string; ParticipantToken: string },
  ): Promise<void>;
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

/** The first response to an event, and a digest of the event. */
export interface FirstResponse {
  readonly Id: string;
  readonly AbsoluteTime: string;
  readonly payload: string;
}

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
  read(query: JournalQuery): Promise<JournalEntry[]>;
  /** The sequence of the newest entry, be it still kept or not; 0 before the first. */
  newest(): Promise<number>;
  /**
   * Resolves once `newest()` is another than `seen`, or when the signal aborts. Give it what `newest()` said before the
   * last `read`: whatever that did not find, waiting lasts until something is appended.
   */
  waitFor(seen: number, signal: AbortSignal): Promise<void>;
}
