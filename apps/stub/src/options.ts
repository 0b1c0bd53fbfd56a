import { bodyLimit } from "@sendevent/openapi";
import { type ConnectionRequest, checker, type FaultRequest, reference } from "./control/check.js";
import { mostFaults } from "./store/store.js";

/** `open`: any well-formed token, except one known to be bad. `registered`: only tokens issued here. */
export type Access = "open" | "registered";

/** `window`: another payload is another event. `strict`: another payload under the same ClientToken is a conflict. */
export type Idempotency = "window" | "strict";

/** A token bucket: so many events a second, and so many at once after a pause. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/** Whose quota the throttle is: that of all connections together, as the service's is, or of each one. */
export type ThrottlePer = "account" | "connection";

/** How a stub is set up. All of it is optional. */
export interface StubOptions {
  /** The TCP port to listen on; 0 picks a free one. Default: 0. */
  port?: number;
  /** The address to listen on. Default: `127.0.0.1`, which only this machine reaches. */
  host?: string;
  /** `open` accepts any well-formed token but a known bad one; `registered` only those issued here. Default: `open`. */
  access?: Access;
  /** `window` treats another payload as another event; `strict` as a conflict. Default: `window`. */
  idempotency?: Idempotency;
  /** For how many milliseconds a repeated event gets the first response again. Default: one hour. */
  idempotencyWindowMs?: number;
  /** The quota. Default: none. The service's documented one is 10 a second, 15 at once. */
  throttle?: Throttle;
  /** Whether the quota is of all connections together (`account`), or of each `connection`. Default: `account`. */
  throttlePer?: ThrottlePer;
  /**
   * Where all state is: `memory`, or a Redis that replicas share, `redis://` or
   * `rediss://[USER:PASSWORD@]HOST[:PORT][/DATABASE][?prefix=PREFIX]`. Default: `memory`.
   */
  store?: string;
  /** Whether events that have a warning are rejected. Default: false. */
  strict?: boolean;
  /** Whether there are chats around SendEvent. Default: true. */
  chat?: boolean;
  /** Makes Ids, times and probabilities the same in every run. Default: they are random. */
  seed?: number;
  /** The largest request body, in bytes. Default: what the contract says, 256 KiB. */
  bodyLimit?: number;
  /** What callers of the control API must send as a bearer token. Default: nothing, and control on loopback only. */
  controlToken?: string;
  /** The certificate chain for HTTPS, in PEM; with `tlsKey`. Default: none, and plain HTTP. */
  tlsCert?: string;
  /** The private key of `tlsCert`, in PEM. */
  tlsKey?: string;
  /** Whether to speak HTTPS under a certificate made for this run, which the stub has as `certificate`. Default: false. */
  tlsSelfSigned?: boolean;
  /** How many connections may be open at once; further ones are closed. Default: 1,000. */
  maxConnections?: number;
  /** For how many milliseconds the headers of a request may keep the stub waiting. Default: 10,000. */
  headerTimeoutMs?: number;
  /** For how many milliseconds a whole request may keep the stub waiting, headers included. Default: 30,000. */
  requestTimeoutMs?: number;
  /** How many journal entries each namespace keeps, as far as they fit into its memory. Default: 10,000. */
  journalSize?: number;
  /** For how many milliseconds a journal entry is kept. Default: a week. */
  journalAgeMs?: number;
  /** Chats whose tokens are known from the start, and again after a reset. They expire only if they say so. */
  connections?: readonly ConnectionRequest[];
  /** Faults that are staged from the start, and again after a reset. */
  faults?: readonly FaultRequest[];
}

type Optional = "throttle" | "seed" | "controlToken" | "tlsCert" | "tlsKey";
/** Options with every default in place. */
export type Settings = Required<Omit<StubOptions, Optional>> & Pick<StubOptions, Optional>;

const whole = (minimum: number, maximum = Number.MAX_SAFE_INTEGER) => ({ type: "integer", minimum, maximum });
const milliseconds = whole(1, 2 ** 31 - 1); // the longest that a timer of Node can wait

/** What an option may be, and its default, as JSON Schema. */
export interface OptionSchema {
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly [keyword: string]: unknown;
}

/** The schema of each option. */
export const schemas: Readonly<Record<keyof StubOptions, OptionSchema>> = {
  port: { ...whole(0, 65_535), default: 0 },
  host: { type: "string", minLength: 1, default: "127.0.0.1" },
  access: { enum: ["open", "registered"], default: "open" },
  idempotency: { enum: ["window", "strict"], default: "window" },
  idempotencyWindowMs: { ...milliseconds, default: 3_600_000 },
  throttle: {
    type: "object",
    required: ["rate", "burst"],
    properties: { rate: { type: "number", exclusiveMinimum: 0 }, burst: whole(1) },
  },
  throttlePer: { enum: ["account", "connection"], default: "account" },
  store: { type: "string", minLength: 1, default: "memory" },
  strict: { type: "boolean", default: false },
  chat: { type: "boolean", default: true },
  seed: whole(0),
  bodyLimit: { ...whole(1, 100 * 1024 * 1024), default: bodyLimit },
  controlToken: { type: "string", pattern: "^[!-~]+$" }, // what an Authorization header can carry
  tlsCert: { type: "string", minLength: 1 },
  tlsKey: { type: "string", minLength: 1 },
  tlsSelfSigned: { type: "boolean", default: false },
  maxConnections: { ...whole(1, 1_000_000), default: 1_000 },
  headerTimeoutMs: { ...milliseconds, default: 10_000 },
  requestTimeoutMs: { ...milliseconds, default: 30_000 },
  journalSize: { ...whole(1, 1_000_000), default: 10_000 },
  journalAgeMs: { ...milliseconds, default: 604_800_000 },
  connections: { type: "array", items: reference("ConnectionRequest"), default: [] },
  faults: { type: "array", maxItems: mostFaults, items: reference("FaultRequest"), default: [] },
};

const checked = checker<Settings>({ type: "object", additionalProperties: false, properties: schemas });

/**
 * Puts the defaults in place. Throws a TypeError that names the option that is unknown, or not what it may be: not all
 * callers have a compiler.
 */
export function settingsOf(options: StubOptions): Settings {
  try {
    const { connections = [], faults = [] } = options;
    return { ...checked(options), connections, faults }; // a token of the set-up expires only if it says so: no defaults
  } catch (error) {
    throw new TypeError(`startStub cannot take these options: ${error instanceof Error ? error.message : error}`);
  }
}
