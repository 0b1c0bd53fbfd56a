import { setTimeout as delay } from "node:timers/promises";
import { headers, mediaType, operationId } from "@sendevent/openapi";
import type { RequestHandler, Response } from "express";
import { allowedMethods } from "../http/cors.js";
import { exceptionNames, StubException, statuses } from "../http/exception.js";
import type { Fault, Outcome } from "../store/store.js";
import { breakConnection } from "./break-connection.js";
import { exampleMessages } from "./document.js";
import { requestOf } from "./journal.js";
import { reservedEffect } from "./reserved-token.js";
import { stagedEffect } from "./staged-fault.js";

declare global {
  namespace Express {
    interface Locals {
      /** What a fault does to the request, once one has hit it. */
      fault?: string | undefined;
    }
  }
}

/** What a fault does, without the events that it applies to. */
export type Effect = Pick<
  Fault,
  "exception" | "message" | "retryAfterSeconds" | "delayMs" | "connection" | "status" | "headers" | "body"
>;

/** Fails as it was told to: by a reserved token, by the header `Prefer`, or by a staged fault, in that order. */
export function faults(closing: AbortSignal): RequestHandler {
  return async (request, response, next) => {
    const { event, member, namespace, staged } = response.locals;
    const target = { ...event, operation: operationId, participantId: member?.ParticipantId } as const;
    const effect =
      (await reservedEffect(event, namespace.store.counters)) ??
      preferredEffect(request.get("prefer")) ??
      (await stagedEffect(target, namespace, staged));
    const record = (outcome: Outcome, reason?: string) =>
      namespace.journal.record(requestOf(response), outcome, reason);
    if (!(await takeEffect(effect, response, closing, record))) next();
  };
}

/** Does to a request what a fault says. Resolves to whether the request is over; rejects with the exception that was asked for. */
export async function takeEffect(
  effect: Effect | undefined,
  response: Response,
  closing: AbortSignal,
  record: (outcome: Outcome, reason?: string) => Promise<void>,
): Promise<boolean> {
  if (effect === undefined) return false;
  response.locals.fault = effect.exception ?? effect.connection ?? (effect.status === undefined ? "delay" : "status");
  // Not past the stub's own end: what is in flight then gets its response at once.
  if (effect.delayMs !== undefined) await delay(effect.delayMs, undefined, { signal: closing }).catch(() => {});
  if (effect.exception !== undefined) throw exceptionOf(effect.exception, effect);
  if (effect.connection !== undefined) {
    await record(effect.connection);
    breakConnection[effect.connection](response, closing);
    return true;
  }
  if (effect.status === undefined) return false;
  await record("outside-contract", `A fault responded with status ${effect.status}`);
  respondWith(effect, response);
  return true;
}

/** A response of the fault's choice, to the letter, whatever the contract says. */
function respondWith({ status = 500, headers = {}, body = "" }: Effect, response: Response): void {
  const isText = typeof body === "string";
  response.statusCode = status;
  response.setHeader("Content-Type", isText ? "text/plain; charset=utf-8" : mediaType);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(isText ? body : JSON.stringify(body));
}

/** What `Prefer: code=429` asks for (RFC 7240). Throws a ValidationException when the contract has no such status. */
function preferredEffect(prefer: string | undefined): Effect | undefined {
  const code = /(?:^|[,;\s])code\s*=\s*"?(\d{3})\b/i.exec(prefer ?? "")?.[1];
  if (code === undefined || code === "200") return undefined;
  const exception = exceptionNames.find((name) => statuses[name] === Number(code));
  if (exception !== undefined) return { exception };
  const known = [200, ...new Set(Object.values(statuses))].sort((a, b) => a - b).join(", ");
  throw new StubException("ValidationException", `The contract has no response ${code}: prefer one of ${known}`);
}

/** The exception that a fault asks for, with the headers that the contract has for it. */
function exceptionOf(
  exception: NonNullable<Effect["exception"]>,
  { message, retryAfterSeconds }: Effect,
): StubException {
  const seconds = retryAfterSeconds ?? (exception === "ThrottlingException" ? 1 : undefined);
  return new StubException(exception, message ?? exampleMessages[exception] ?? exception, {
    ...(exception === "MethodNotAllowedException" && { [headers.Allow]: allowedMethods }),
    ...(seconds !== undefined && { [headers.RetryAfter]: String(seconds) }),
  });
}
