import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { cors, headers, mediaType } from "@sendevent/openapi";
import type { StubException } from "../exception.js";
import type { Line } from "./one-at-a-time.js";

/** How long a caller may take to hang up once it was refused, in milliseconds. */
const lingerMs = 1_000;

/**
 * Refuses a request that never became one, where there is no response object to write to: after the answers that are
 * due before it, to requests that arrived whole, and as the last thing on its connection. Resolves to whether there was
 * somebody to refuse: the caller may have left, or the request been answered before the rest of it arrived.
 */
export async function refuse(
  socket: Duplex,
  exception: StubException,
  requestId: string,
  { due, last }: Line = { due: [] },
): Promise<boolean> {
  socket.on("error", () => {}); // it may be reset while the refusal is on its way: there is nobody to tell
  const before = due.filter(({ req }) => req.complete);
  const isThere = before.length === 0 || (await sent(before, socket));
  const wasAnswered = last?.req.complete === false && last.writableEnded;
  if (!isThere || wasAnswered || !socket.writable) {
    socket.destroy();
    return false;
  }
  socket.end(message(exception, requestId));
  socket.resume(); // unread bytes would turn the end into a reset, which can overtake the refusal
  const linger = setTimeout(() => socket.destroy(), lingerMs);
  socket.once("close", () => clearTimeout(linger));
  return true;
}

/** Resolves once all answers are out, to true; or when the caller leaves before that, to false. */
function sent(responses: readonly ServerResponse[], socket: Duplex): Promise<boolean> {
  return new Promise((resolve) => {
    if (socket.readableEnded) resolve(false);
    for (const event of ["end", "close"]) socket.once(event, () => resolve(false));
    responses.at(-1)?.once("close", () => resolve(!socket.destroyed));
  });
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
