import { contentTypes } from "@sendevent/openapi";
import type { Fault } from "./api.js";

const shortNames = new Map<string, string>(Object.entries(contentTypes).map(([name, type]) => [type, name]));

/** A content type as the contract names it, and one that it does not know as it came. */
export function nameOf(contentType: string | undefined): string {
  return contentType === undefined ? "none" : (shortNames.get(contentType) ?? contentType);
}

/** The time of a day, to the millisecond. */
export function timeOf(date: string): string {
  const time = new Date(date);
  return `${time.toLocaleTimeString("en-GB")}.${String(time.getMilliseconds()).padStart(3, "0")}`;
}

/** A fingerprint, short enough for a column. */
export function shortly(fingerprint: string): string {
  return fingerprint.slice(0, 8);
}

/** What a fault does, and to which events, on one line. */
export function describeFault(fault: Fault): string {
  const { id: _id, hits: _hits, skip, probability, ...rest } = fault;
  const { exception, connection, delivery, operation, sequence, status, delayMs, contentType, times, ...others } = rest;
  return [
    exception ?? connection ?? (status === undefined ? undefined : `status ${status}`),
    delivery && `${delivery} the delivery`,
    sequence?.join(", "),
    operation && `of ${operation}`,
    delayMs === undefined ? undefined : `delay ${delayMs} ms`,
    contentType === undefined ? undefined : `on ${nameOf(contentType)}`,
    ...Object.entries(others).map(
      ([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`,
    ),
    skip > 0 ? `skips ${skip}` : undefined,
    times === undefined ? undefined : `${times} ${times === 1 ? "time" : "times"}`,
    probability < 1 ? `probability ${probability}` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}
