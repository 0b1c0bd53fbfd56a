import { headers } from "@sendevent/openapi";
import { allowedMethods } from "../http/cors.js";
import { StubException } from "../http/exception.js";
import type { Fault } from "../store/store.js";
import { exampleMessages } from "./document.js";

/** What a fault does, without the events that it applies to. */
export type Effect = Pick<Fault, "exception" | "message" | "retryAfterSeconds" | "delayMs" | "connection">;

/** The exception that a fault asks for, with the headers that the contract has for it. */
export function exceptionOf({ exception, message, retryAfterSeconds }: Effect): StubException | undefined {
  if (exception === undefined) return undefined;
  const seconds = retryAfterSeconds ?? (exception === "ThrottlingException" ? 1 : undefined);
  return new StubException(exception, message ?? exampleMessages[exception] ?? exception, {
    ...(exception === "MethodNotAllowedException" && { [headers.Allow]: allowedMethods }),
    ...(seconds !== undefined && { [headers.RetryAfter]: String(seconds) }),
  });
}
