import { connectionFaults } from "../control/document.js";
import { digest } from "../fingerprint.js";
import { exceptionNames, StubException } from "../http/exception.js";
import type { Counters } from "../store/store.js";
import type { Effect } from "./faults.js";
import type { SendEventInput } from "./validation.js";

const prefix = "stub:";
const longestDelayMs = 60_000;

/** Every reserved token, and what it does: for callers who can set nothing but the token. */
export const reservedTokens: readonly { token: string; effect: string }[] = [
  ...exceptionNames.map((name) => ({ token: `${prefix}${name}`, effect: `Rejects every event with ${name}.` })),
  ...connectionFaults.map(({ name, description }) => ({ token: `${prefix}${name}`, effect: description })),
  { token: `${prefix}delay:MILLISECONDS`, effect: `Delays every event by that time, at most ${longestDelayMs} ms.` },
];

const failures = new Map<string, Effect>([
  ...exceptionNames.map((exception) => [exception, { exception }] as const),
  ...connectionFaults.map(({ name: connection }) => [connection, { connection }] as const),
]);

/** Whether a ConnectionToken is one of the stub's own. */
export function isReservedToken(token: string): boolean {
  return token.startsWith(prefix);
}

/**
 * What a reserved token does to this event: nothing, once it has failed as often as it says. Throws a
 * ValidationException when the token names no fault.
 */
export async function reservedEffect(
  { ConnectionToken: token, connection, ClientToken }: SendEventInput,
  counters: Counters,
): Promise<Effect | undefined> {
  if (!isReservedToken(token)) return undefined;
  const [name = "", number, ...rest] = token.slice(prefix.length).split(":");
  const delayMs = Number(number);
  const effect = name === "delay" && delayMs <= longestDelayMs ? { delayMs } : failures.get(name);
  if (effect === undefined || rest.length > 0 || !/^\d{1,6}$/.test(number ?? "0")) {
    const known = reservedTokens.map(({ token }) => token).join(", ");
    const problem = `starts with ${prefix}, but names no fault: use one of ${known}; all but the last take :TIMES`;
    throw new StubException("ValidationException", `ConnectionToken ${problem}`);
  }
  if (effect.delayMs !== undefined || number === undefined) return effect;
  const attempt = await counters.attempt(connection, digest(ClientToken));
  return attempt <= Number(number) ? effect : undefined;
}
