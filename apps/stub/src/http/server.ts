import { randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { Duplex } from "node:stream";
import { cors, headers, mediaType } from "@sendevent/openapi";
import { allowedMethods } from "./cors.js";
import { methodNotAllowed } from "./error-response.js";
import { StubException } from "./exception.js";

/** What a server gives its callers: so many connections, and so much time. */
export interface ServerLimits {
  readonly maxConnections: number;
  readonly headerTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

/** Learns of an error response that was sent before a request reached the listener. */
export type ConnectionErrorListener = (exception: StubException, requestId: string) => void;

/** How long requests in flight may take to finish once the server shuts down, in milliseconds. */
const graceMs = 5_000;
/** How long a client may take to disconnect after an error, in milliseconds. */
const lingerMs = 1_000;
/** How many requests of one connection may be pending at once. */
const mostPipelined = 1_000;

/** An HTTP server whose own error responses have the contract's shape too, and what shuts it down. */
export function createHttpServer(
  listener: RequestListener,
  { maxConnections, headerTimeoutMs, requestTimeoutMs }: ServerLimits,
  onConnectionError: ConnectionErrorListener,
): { server: Server; shutDown: () => Promise<void> } {
  const pending = new Map<Duplex, ServerResponse[]>();
  const server = createServer({
    headersTimeout: Math.min(headerTimeoutMs, requestTimeoutMs), // Node rejects a longer one
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, headerTimeoutMs, requestTimeoutMs),
    requireHostHeader: false, // Node's own error response has no body
  });
  server.maxConnections = maxConnections;
  server.maxHeadersCount = 0; // their size is limited; beyond a count, Node would drop some silently
  server.on("connection", (socket) => {
    pending.set(socket, []);
    socket.once("close", () => pending.delete(socket));
  });
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  server.on("request", (request, response) => {
    const responses = pending.get(request.socket) ?? [];
    const start = () => {
      response.once("close", () => responses.shift());
      if (request.socket.writable) listener(toOriginForm(request), response);
    };
    // One after the other: Node would start them all, and no longer read (nor notice a client disconnect) while the
    // first is pending and the responses behind it pile up.
    const previous = responses.at(-1);
    if (responses.push(response) > mostPipelined) request.socket.destroy();
    else if (previous) previous.once("close", start);
    else start();
  });
  server.on("clientError", (error: ParserError, socket) => {
    const responses = pending.get(socket);
    if (responses === undefined) return; // the parser goes on complaining about what follows the first error
    // What is in flight has its place before an error response, and may never end.
    if (!socket.writable || responses.some(({ req }) => req.complete)) {
      socket.destroy();
      return;
    }
    const exception = fromParser(error);
    const requestId = randomUUID();
    pending.delete(socket);
    socket.end(errorMessage(exception, requestId));
    socket.resume(); // unread bytes would turn the end into a reset, which can overtake the response
    const linger = setTimeout(() => socket.destroy(), lingerMs);
    socket.once("close", () => clearTimeout(linger));
    onConnectionError(exception, requestId);
  });
  return { server, shutDown: () => (server.listening ? shutDown(server, pending) : Promise.resolve()) };
}

/**
 * Stops listening, closes connections that have no request in flight at once, the others after their last response, and
 * whatever is left when the grace period is over. Resolves when the last connection is closed.
 */
async function shutDown(server: Server, pending: ReadonlyMap<Duplex, ServerResponse[]>): Promise<void> {
  const closed = once(server, "close");
  server.close();
  for (const [socket, responses] of pending) {
    const last = responses.at(-1);
    if (last) last.shouldKeepAlive = false;
    else socket.destroy();
  }
  const grace = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed.finally(() => clearTimeout(grace));
}

/** `POST http://host/participant/event` means the same as `POST /participant/event` (RFC 9112, section 3.2.2). */
function toOriginForm(request: IncomingMessage): IncomingMessage {
  const target = request.url ?? "/";
  if (target.startsWith("/")) return request;
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (url) request.headers.host = url.host;
  request.url = url ? url.pathname + url.search : `/${target}`;
  return request;
}

type ParserError = NodeJS.ErrnoException & { readonly rawPacket?: Buffer };

function fromParser({ code, rawPacket }: ParserError): StubException {
  if (code === "HPE_HEADER_OVERFLOW") {
    const message = "The headers are larger than 16384 bytes: send fewer or shorter ones";
    return new StubException("RequestHeaderFieldsTooLargeException", message);
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return new StubException("RequestTimeoutException", "The request did not arrive in time: send it at once");
  }
  // A method that the parser does not know is a method all the same.
  if (code === "HPE_INVALID_METHOD" && /^\S+ \S+ HTTP\/1\.[01]\r?\n/.test(rawPacket?.toString("latin1") ?? "")) {
    return methodNotAllowed("of this request", allowedMethods);
  }
  return new StubException("SerializationException", "The request is not HTTP/1.1 (RFC 9112)");
}

function errorMessage(exception: StubException, requestId: string): string {
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
