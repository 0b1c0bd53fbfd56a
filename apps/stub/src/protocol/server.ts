import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { cors, headers, mediaType } from "../contract.gen.js";
import { StubException } from "../exception.js";
import { methodNotAllowed } from "./resource.js";

/** In milliseconds: how long headers and the whole request may take, and how often that is looked at. */
const timeouts = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 1_000 };

/** An HTTP server whose own refusals, given before a request reaches the pipeline, are the contract's too. */
export function createHttpServer(pipeline: RequestListener, maxConnections: number): Server {
  const server = createServer({ ...timeouts, requireHostHeader: false }, (request, response) => {
    toOriginForm(request);
    pipeline(request, response);
  });
  server.maxConnections = maxConnections;
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  server.on("connect", (_request, socket) => refuse(socket, methodNotAllowed("CONNECT")));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => refuse(socket, fromParser(error)));
  return server;
}

/** `POST http://host/participant/event` means the same as `POST /participant/event` (RFC 9112, section 3.2.2). */
function toOriginForm(request: IncomingMessage): void {
  const target = request.url ?? "/";
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return;
  const { pathname, search } = new URL(target);
  request.url = pathname + search;
}

/** What Node's parser reports, in the contract's words. */
function fromParser(error: NodeJS.ErrnoException & { rawPacket?: Buffer }): StubException {
  switch (error.code) {
    case "HPE_HEADER_OVERFLOW":
      return new StubException(
        "RequestHeaderFieldsTooLargeException",
        "The headers are too large: send fewer or shorter ones",
      );
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new StubException("RequestTimeoutException", "The request did not arrive in time: send it at once");
    case "HPE_INVALID_METHOD":
      return isRequestLine(error.rawPacket) ? methodNotAllowed("of this request") : notHttp();
    default:
      return notHttp();
  }
}

/** Whether it is HTTP after all, with a method that the parser does not know. */
function isRequestLine(packet: Buffer | undefined): boolean {
  return /^\S+ \S+ HTTP\/1\.[01]\r?\n/.test(packet?.toString("latin1") ?? "");
}

function notHttp(): StubException {
  return new StubException("SerializationException", "The request is not HTTP/1.1: see RFC 9112");
}

/** Writes a refusal where there is no response object to write to, and closes the connection. */
function refuse(socket: Duplex, exception: StubException): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify({ Message: exception.message });
  const fields = {
    ...exception.headers,
    [headers.RequestId]: randomUUID(),
    [headers.ErrorType]: exception.name,
    [headers.AccessControlAllowOrigin]: cors.AllowOrigin,
    [headers.AccessControlExposeHeaders]: cors.ExposeHeaders,
    "Content-Type": mediaType,
    "Content-Length": Buffer.byteLength(body),
    Connection: "close",
  };
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${exception.status} ${STATUS_CODES[exception.status]}\r\n${head.join("")}\r\n${body}`);
}
