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
  readonly kind: "connection" | "participant";
  /** Milliseconds since 1970. Absent for a token that does not expire. */
  readonly expiresAt?: number | undefined;
  readonly ended: boolean;
  readonly participants: number;
}

/** Tokens that were issued here, or that the baseline has. */
export interface ConnectionStore {
  /** Adds tokens by their fingerprints. */
  add(tokens: ReadonlyMap<string, KnownToken>): Promise<void>;
  find(fingerprint: string): Promise<KnownToken | undefined>;
  /** Ends the chat of a connection token. Resolves to whether there was one. */
  end(fingerprint: string): Promise<boolean>;
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
   * `replayed` with that response. Resolves to the entry; or to nothing, and appends nothing, when the key was used for
   * another payload.
   */
  accept(event: AcceptedEvent, replay?: Replay): Promise<AcceptedEntry | undefined>;
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
/** For how long attempts are counted. */
export const attemptsMs = 3_600_000;
