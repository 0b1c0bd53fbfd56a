import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { cors, headers, mediaType } from "../contract.gen.js";
import type { StubException } from "../exception.js";
import type { InFlight } from "./in-flight.js";

/** How long a caller may take to hang up once it was refused, in milliseconds. */
const lingerMs = 1_000;

/**
 * Refuses a request that never became one, where there is no response object to write to: after the answers that are
 * due before it, and as the last thing on its connection. Resolves to whether the caller was still there.
 */
export async function refuse(
  socket: Duplex,
  exception: StubException,
  requestId: string,
  inFlight: InFlight,
): Promise<boolean> {
  socket.on("error", () => {}); // it may be reset while the refusal is on its way: there is nobody to tell
  await answersBefore(socket, inFlight);
  if (!socket.writable) {
    socket.destroy();
    return false;
  }
  socket.end(message(exception, requestId));
  socket.resume(); // unread bytes would turn the end into a reset, which can overtake the refusal
  const linger = setTimeout(() => socket.destroy(), lingerMs);
  socket.once("close", () => clearTimeout(linger));
  return true;
}

/** Requests that arrived whole have their answers first. One that did not is what is refused. */
async function answersBefore(socket: Duplex, inFlight: InFlight): Promise<void> {
  const whole = [...(inFlight.get(socket) ?? [])].filter(({ req }) => req.complete);
  await Promise.all(whole.map((response) => new Promise<void>((resolve) => response.once("close", resolve))));
}

function message(exception: StubException, requestId: string): string {
  const body = JSON.stringify({ Message: exception.message });
  const fields = {
    ...exception.headers,
    [headers.RequestId]: requestId,
    [headers.ErrorType]: exception.name,
    [headers.AccessControlAllowOrigin]: cors.AllowOrigin,
    [headers.AccessControlExposeHeaders]: cors.ExposeHeaders,
    "Content-Type": mediaType,
    "Content-Length": Buffer.byteLength(body),
    Connection: "close",
  };
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${exception.status} ${STATUS_CODES[exception.status]}\r\n${head.join("")}\r\n${body}`;
}
