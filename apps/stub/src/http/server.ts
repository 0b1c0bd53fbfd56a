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
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import type { Duplex } from "node:stream";
import { cors, corsHeaders, headers, mediaType } from "@sendevent/openapi";
import { StubException } from "./exception.js";
import type { Certificate } from "./self-signed.js";

/** What a server gives its callers: so many connections, and so much time. */
export interface ServerLimits {
  readonly maxConnections: number;
  readonly headerTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

/** Who takes over connections whose clients ask for another protocol, and closes them when the server shuts down. */
export interface Upgrades {
  /** Whether it could take over the connection of this request. */
  isMeant(request: IncomingMessage): boolean;
  /** Resolves to whether it takes over the connection: if not, the request is one like any other, and not touched. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<boolean>;
}

/** How long requests in flight may take to finish once the server shuts down, in milliseconds. */
const graceMs = 5_000;
/** How long a client may take to disconnect after an error, in milliseconds. */
const lingerMs = 1_000;
/** How many requests of one connection may be pending at once. */
const mostPipelined = 1_000;

/**
 * An HTTP server, or an HTTPS server where there is a certificate, whose own error responses have the contract's shape too,
 * and what shuts it down. `onConnectionError` learns of an error response that was sent before a request reached the listener.
 */
export function createHttpServer(
  listener: RequestListener,
  { maxConnections, headerTimeoutMs, requestTimeoutMs }: ServerLimits,
  certificate: Certificate | undefined,
  upgrades: Upgrades,
  onConnectionError: (exception: StubException, requestId: string) => void,
): { server: Server | TlsServer; shutDown: () => Promise<void> } {
  const pending = new Map<Duplex, ServerResponse[]>();
  const sockets = new Set<Duplex>(); // with HTTPS, those below the encryption
  const options = {
    headersTimeout: Math.min(headerTimeoutMs, requestTimeoutMs), // Node rejects a longer one
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, headerTimeoutMs, requestTimeoutMs),
    requireHostHeader: false, // Node's own error response has no body
    shouldUpgradeCallback: upgrades.isMeant, // from Node 24.9 on; before, every upgrade is an event
  };
  const server = certificate
    ? createTlsServer({ ...options, ...certificate, handshakeTimeout: headerTimeoutMs })
    : createServer(options);
  server.maxConnections = maxConnections;
  server.maxHeadersCount = 0; // their size is limited; beyond a count, Node would drop some silently
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const connected = certificate ? "secureConnection" : "connection";
  server.on(connected, (socket: Duplex) => {
    pending.set(socket, []);
    socket.once("close", () => pending.delete(socket));
  });
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  server.on("request", (request, response) => {
    const responses = pending.get(request.socket) ?? [];
    const start = () => {
      response.once("close", () => responses.shift());
      toOriginForm(response);
      if (request.socket.writable) listener(request, response);
    };
    // One after the other: Node would start them all, and no longer read (nor notice a client disconnect) while the
    // first is pending and the responses behind it pile up.
    const previous = responses.at(-1);
    if (responses.push(response) > mostPipelined) request.socket.destroy();
    else if (previous) previous.once("close", start);
    else start();
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => {}); // Node has taken its own listener away
    const previous = pending.get(socket)?.at(-1);
    const proceed = async () => {
      pending.delete(socket);
      const isMeant = upgrades.isMeant(request);
      if (isMeant && (await upgrades.take(request, socket, head).catch(() => socket.destroy()))) return;
      // A server may ignore what it was asked for (RFC 9110, section 7.8): the request starts again, without.
      socket.unshift(Buffer.concat([withoutUpgrade(request), head]));
      server.emit(connected, socket);
    };
    if (previous) previous.once("close", proceed);
    else void proceed();
  });
  server.on("clientError", ({ code }: NodeJS.ErrnoException, socket) => {
    const responses = pending.get(socket);
    if (responses === undefined) return; // the parser goes on complaining about what follows the first error
    // What is in flight has its place before an error response, and may never end.
    if (!socket.writable || responses.some(({ req }) => req.complete)) {
      socket.destroy();
      return;
    }
    const exception = fromParser(code);
    const requestId = randomUUID();
    pending.delete(socket);
    socket.end(errorMessage(exception, requestId));
    socket.resume(); // unread bytes would turn the end into a reset, which can overtake the response
    const linger = setTimeout(() => socket.destroy(), lingerMs);
    socket.once("close", () => clearTimeout(linger));
    onConnectionError(exception, requestId);
  });
  return { server, shutDown: () => (server.listening ? shutDown(server, pending, sockets) : Promise.resolve()) };
}

/**
 * Stops listening, closes connections that have no request in flight at once, the others after their last response, and
 * whatever is left when the grace period is over. Resolves when the last connection is closed.
 */
async function shutDown(
  server: Server | TlsServer,
  pending: ReadonlyMap<Duplex, ServerResponse[]>,
  sockets: ReadonlySet<Duplex>,
): Promise<void> {
  const closed = once(server, "close");
  server.close();
  for (const [socket, responses] of pending) {
    const last = responses.at(-1);
    if (last) last.shouldKeepAlive = false;
    else socket.destroy();
  }
  const grace = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, graceMs);
  await closed.finally(() => clearTimeout(grace));
}

/** `POST http://host/participant/event` means the same as `POST /participant/event` (RFC 9112, section 3.2.2). */
function toOriginForm({ req }: ServerResponse): void {
  if (!URL.canParse(req.url ?? "")) return;
  const { host, pathname, search } = new URL(req.url ?? "");
  req.headers.host = host;
  req.url = pathname + search;
}

/** The head of a request, without the header that asks for another protocol. */
function withoutUpgrade({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = rawHeaders.flatMap((name, index) => {
    return index % 2 === 1 || name.toLowerCase() === "upgrade" ? [] : [`${name}: ${rawHeaders[index + 1]}`];
  });
  return Buffer.from([`${method} ${url} HTTP/${httpVersion}`, ...lines, "", ""].join("\r\n"), "latin1");
}

const tooLarge = "The headers are larger than 16384 bytes: send fewer or shorter ones";
const tooSlow = "The request did not arrive in time: send it at once";
const notHttp = "The request is not HTTP/1.1 (RFC 9112), or has an unknown method";

function fromParser(code: string | undefined): StubException {
  if (code === "HPE_HEADER_OVERFLOW") return new StubException("RequestHeaderFieldsTooLargeException", tooLarge);
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new StubException("RequestTimeoutException", tooSlow);
  return new StubException("SerializationException", notHttp);
}

function errorMessage({ name, status, message }: StubException, requestId: string): string {
  const body = JSON.stringify({ Message: message });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `${headers.RequestId}: ${requestId}`,
    `${headers.ErrorType}: ${name}`,
    `${corsHeaders.AllowOrigin}: ${cors.AllowOrigin}`,
    `${corsHeaders.ExposeHeaders}: ${cors.ExposeHeaders}`,
    `Content-Type: ${mediaType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
    `\r\n${body}`,
  ].join("\r\n");
}
