import { headers } from "@sendevent/openapi";
import { exampleMessages } from "../contract/document.js";
import type { CheckedFault } from "../control/check.js";
import type { components } from "../control/schema.gen.js";
import type { Entropy } from "../entropy.js";
import { StubException } from "../exception.js";
import { fingerprint } from "../fingerprint.js";
import { methodNotAllowed } from "../protocol/resource.js";
import type { Fault, FaultStore } from "../store/store.js";

/** What shall go wrong, and for which events. */
export type FaultRequest = components["schemas"]["FaultRequest"];
export type { Fault };
/** What happens to a connection, instead of an answer. */
export type ConnectionFault = components["schemas"]["ConnectionFault"];
/** What a fault does, without whom it is for. */
export type Effect = Pick<Fault, "exception" | "message" | "retryAfterSeconds" | "delayMs" | "connection">;

/** Stages a fault. Throws a ConflictException when there is no room for it. */
export async function addFault(
  { connectionToken, ...request }: CheckedFault,
  faults: FaultStore,
  entropy: Entropy,
): Promise<Fault> {
  const fault: Fault = {
    id: await entropy.uuid("fault"),
    hits: 0,
    ...request,
    ...(connectionToken !== undefined && { connectionFingerprint: fingerprint(connectionToken) }),
  };
  if (!(await faults.add(fault)))
    throw new StubException("ConflictException", "Too many faults are staged: remove some");
  return fault;
}

/** The refusal that a fault asks for, with the headers that the contract has for it. */
export function staged({ exception, message, retryAfterSeconds }: Effect): StubException | undefined {
  if (exception === undefined) return undefined;
  const seconds = retryAfterSeconds ?? (exception === "ThrottlingException" ? 1 : undefined);
  return new StubException(exception, message ?? exampleMessages[exception] ?? exception, {
    ...(exception === "MethodNotAllowedException" && methodNotAllowed("").headers),
    ...(seconds !== undefined && { [headers.RetryAfter]: String(seconds) }),
  });
}
