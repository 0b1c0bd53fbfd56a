import { bodyLimit, localServer } from "@sendevent/openapi";
import type { ConnectionRequest } from "./control/connections.js";
import type { FaultRequest } from "./control/faults.js";

/** `open`: any well-formed token, except one known to be bad. `registered`: only tokens issued here. */
export type Access = "open" | "registered";

/** `window`: another payload is another event. `strict`: another payload under the same ClientToken is a conflict. */
export type Idempotency = "window" | "strict";

/** A token bucket: so many events a second, and so many at once after a pause. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

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
  /** The quota of all connections together. Default: none. The service's documented one is 10 a second, 15 at once. */
  throttle?: Throttle;
  /** Whether events that have a warning are rejected. Default: false. */
  strict?: boolean;
  /** Makes Ids, times and probabilities the same in every run. Default: they are random. */
  seed?: number;
  /** The largest request body, in bytes. Default: what the contract says, 256 KiB. */
  bodyLimit?: number;
  /** What callers of the control API must send as a bearer token. Default: nothing, and control on loopback only. */
  controlToken?: string;
  /** How many connections may be open at once; further ones are closed. Default: 1,000. */
  maxConnections?: number;
  /** For how many milliseconds the headers of a request may keep the stub waiting. Default: 10,000. */
  headerTimeoutMs?: number;
  /** For how many milliseconds a whole request may keep the stub waiting, headers included. Default: 30,000. */
  requestTimeoutMs?: number;
  /** How many journal entries to keep, as far as they fit into 16 MiB. Default: 10,000. */
  journalSize?: number;
  /** Chats whose tokens are known from the start. */
  connections?: readonly ConnectionRequest[];
  /** Faults that are staged from the start. */
  faults?: readonly FaultRequest[];
}

/** Options with every default in place. */
export interface Settings extends Required<Omit<StubOptions, "throttle" | "seed" | "controlToken">> {
  readonly throttle: Throttle | undefined;
  readonly seed: number | undefined;
  readonly controlToken: string | undefined;
}

/** The default of each option that has one. */
export const defaults = {
  port: 0,
  host: new URL(localServer).hostname,
  access: "open",
  idempotency: "window",
  idempotencyWindowMs: 3_600_000,
  strict: false,
  bodyLimit,
  maxConnections: 1_000,
  headerTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  journalSize: 10_000,
  connections: [],
  faults: [],
} as const satisfies StubOptions;

/** What an option may be. */
export interface Kind {
  /** Ends the sentence "the option must be …". */
  readonly wanted: string;
  holds(value: unknown): boolean;
  /** Present where there is a fixed set of values. */
  readonly choices?: readonly string[];
}

/** The longest that a timer of Node can wait, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

const whole = (least: number, most = Number.MAX_SAFE_INTEGER): Kind => ({
  wanted: `a whole number from ${least} to ${most}`,
  holds: (value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
});
const oneOf = (...choices: string[]): Kind => ({
  wanted: choices.join(" or "),
  holds: (value) => typeof value === "string" && choices.includes(value),
  choices,
});
const list: Kind = { wanted: "an array", holds: (value) => Array.isArray(value) };

/** What each option may be: not all callers have a compiler. */
export const kinds: Readonly<Record<keyof StubOptions, Kind>> = {
  port: whole(0, 65_535),
  host: { wanted: "a string that is not empty", holds: (value) => typeof value === "string" && value !== "" },
  access: oneOf("open", "registered"),
  idempotency: oneOf("window", "strict"),
  idempotencyWindowMs: whole(1, longestTimer),
  throttle: { wanted: "{ rate, burst }, both numbers above 0, burst a whole one", holds: isThrottle },
  strict: { wanted: "true or false", holds: (value) => typeof value === "boolean" },
  seed: whole(0),
  bodyLimit: whole(1, 100 * 1024 * 1024),
  // What an Authorization header can carry (RFC 6750 is narrower still).
  controlToken: {
    wanted: "one or more visible ASCII characters, without spaces",
    holds: (value) => typeof value === "string" && /^[!-~]+$/.test(value),
  },
  maxConnections: whole(1, 1_000_000),
  headerTimeoutMs: whole(1, longestTimer),
  requestTimeoutMs: whole(1, longestTimer),
  journalSize: whole(1, 1_000_000),
  connections: list,
  faults: list,
};

function isThrottle(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("rate" in value && "burst" in value)) return false;
  return typeof value.rate === "number" && value.rate > 0 && value.rate < Infinity && whole(1).holds(value.burst);
}

function isOption(name: string): name is keyof StubOptions {
  return Object.hasOwn(kinds, name);
}

/** Puts the defaults in place. Throws a TypeError that names the option that is unknown, or not what it may be. */
export function settingsOf(options: StubOptions): Settings {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    if (!isOption(name))
      throw new TypeError(`startStub has no option ${name}: it has ${Object.keys(kinds).join(", ")}`);
    if (!kinds[name].holds(value)) throw new TypeError(`the option ${name} must be ${kinds[name].wanted}`);
  }
  const none = { throttle: undefined, seed: undefined, controlToken: undefined };
  return { ...none, ...defaults, ...Object.fromEntries(given) };
}
