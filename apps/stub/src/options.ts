import { bodyLimit, localServer } from "@sendevent/openapi";
import type { ConnectionRequest } from "./connections.js";
import type { FaultRequest } from "./faults/fault.js";

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
  /** `open` takes any well-formed token but a known bad one; `registered` only those issued here. Default: `open`. */
  access?: Access;
  /** `window` treats another payload as another event; `strict` as a conflict. Default: `window`. */
  idempotency?: Idempotency;
  /** For how many milliseconds a repeated event gets the first answer again. Default: one hour. */
  idempotencyWindowMs?: number;
  /** The quota of all connections together. Default: none. The service's documented one is 10 a second, 15 at once. */
  throttle?: Throttle;
  /** Whether warnings are refusals. Default: false. */
  strict?: boolean;
  /** Makes Ids, times and chances the same in every run. Default: they are random. */
  seed?: number;
  /** The largest request body, in bytes. Default: what the contract says, 64 KiB. */
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

/** The longest that a timer of Node can wait, in milliseconds. */
export const longestTimer = 2 ** 31 - 1;

const isWhole = (least: number, most = Number.MAX_SAFE_INTEGER) => ({
  wanted: `a whole number from ${least} to ${most}`,
  holds: (value: unknown) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
});
const isOneOf = (...choices: unknown[]) => ({
  wanted: choices.map((choice) => JSON.stringify(choice)).join(" or "),
  holds: (value: unknown) => choices.includes(value),
});
const isText = {
  wanted: "a string that is not empty",
  holds: (value: unknown) => typeof value === "string" && value !== "",
};
/** What an Authorization header can carry (RFC 6750 is narrower still). */
export const isBearerToken = {
  wanted: "one or more visible ASCII characters, without spaces",
  holds: (value: unknown) => typeof value === "string" && /^[!-~]+$/.test(value),
};
const isList = { wanted: "an array", holds: (value: unknown) => Array.isArray(value) };
const isThrottle = {
  wanted: "{ rate, burst }, both numbers above 0, burst a whole one",
  holds: (value: unknown) =>
    typeof value === "object" &&
    value !== null &&
    "rate" in value &&
    typeof value.rate === "number" &&
    value.rate > 0 &&
    "burst" in value &&
    isWhole(1).holds(value.burst),
};

/** What each option may be: not all callers have a compiler. */
const allowed: Readonly<Record<keyof StubOptions, { wanted: string; holds(value: unknown): boolean }>> = {
  port: isWhole(0, 65_535),
  host: isText,
  access: isOneOf("open", "registered"),
  idempotency: isOneOf("window", "strict"),
  idempotencyWindowMs: isWhole(1),
  throttle: isThrottle,
  strict: isOneOf(true, false),
  seed: isWhole(0),
  bodyLimit: isWhole(1),
  controlToken: isBearerToken,
  maxConnections: isWhole(1),
  headerTimeoutMs: isWhole(1, longestTimer),
  requestTimeoutMs: isWhole(1, longestTimer),
  journalSize: isWhole(1),
  connections: isList,
  faults: isList,
};

function isOption(name: string): name is keyof StubOptions {
  return Object.hasOwn(allowed, name);
}

/** Puts the defaults in place. Throws a TypeError that names the option that is unknown, or not what it may be. */
export function settingsOf(options: StubOptions): Settings {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    if (!isOption(name))
      throw new TypeError(`startStub has no option ${name}: it has ${Object.keys(allowed).join(", ")}`);
    if (!allowed[name].holds(value)) throw new TypeError(`the option ${name} must be ${allowed[name].wanted}`);
  }
  const none = { throttle: undefined, seed: undefined, controlToken: undefined };
  return { ...none, ...defaults, ...Object.fromEntries(given) };
}
