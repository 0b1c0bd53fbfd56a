import type { Access } from "./access.js";
import type { ConnectionRequest } from "./connections.js";
import { bodyLimit, localServer } from "./contract.gen.js";
import type { FaultRequest } from "./faults/fault.js";
import type { Idempotency } from "./idempotency.js";
import type { Throttle } from "./throttle.js";

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
  /** How many journal entries to keep. Default: 10,000. */
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
  journalSize: 10_000,
  connections: [],
  faults: [],
} as const satisfies StubOptions;

/** Puts the defaults in place. */
export function settingsOf({ throttle, seed, controlToken, ...given }: StubOptions): Settings {
  return { ...defaults, ...given, throttle, seed, controlToken };
}
