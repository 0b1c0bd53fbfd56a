import { randomUUID } from "node:crypto";
import { createServer, type RequestListener, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { cors, headers, mediaType, path } from "../contract.gen.js";
import { StubException } from "../exception.js";
import type { Settings } from "../options.js";
import { methodNotAllowed, unknownOperation } from "./resource.js";

/** What a server gives its callers: so many connections, and so much time. */
export type ServerLimits = Pick<Settings, "maxConnections" | "headerTimeoutMs" | "requestTimeoutMs">;

/** Learns of a refusal that was given before a request reached the pipeline. */
export type RefusalListener = (exception: StubException, requestId: string) => void;

/** An HTTP server whose own refusals, given before a request reaches the pipeline, are the contract's too. */
export function createHttpServer(pipeline: RequestListener, limits: ServerLimits, onRefusal: RefusalListener): Server {
  const { maxConnections, headerTimeoutMs, requestTimeoutMs } = limits;
  const timeouts = {
    headersTimeout: Math.min(headerTimeoutMs, requestTimeoutMs), // Node refuses a longer one
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, headerTimeoutMs, requestTimeoutMs),
  };
  const server = createServer({ ...timeouts, requireHostHeader: false }, pipeline);
  server.maxConnections = maxConnections;
  server.maxHeadersCount = 0; // their size is limited; beyond a count, Node would drop some in silence
  const refuse = (socket: Duplex, exception: StubException) => {
    const requestId = randomUUID();
    if (answer(socket, exception, requestId)) onRefusal(exception, requestId);
  };
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  server.on("connect", (_request, socket) => refuse(socket, methodNotAllowed("CONNECT")));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => refuse(socket, fromParser(error)));
  return server;
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
      return unknownMethod(error.rawPacket);
    default:
      return notHttp();
  }
}

/** It may be HTTP after all, with a method that the parser does not know: then it is refused like any other method. */
function unknownMethod(packet: Buffer | undefined): StubException {
  const [, target] = /^\S+ (\S+) HTTP\/1\.[01]\r?\n/.exec(packet?.toString("latin1") ?? "") ?? [];
  if (target === undefined) return notHttp();
  return target.split("?")[0] === path ? methodNotAllowed("of this request") : unknownOperation();
}

function notHttp(): StubException {
  return new StubException("SerializationException", "The request is not HTTP/1.1: see RFC 9112");
}

/** Writes a refusal where there is no response object to write to, and closes the connection. Says whether it could. */
function answer(socket: Duplex, exception: StubException, requestId: string): boolean {
  if (!socket.writable) {
    socket.destroy();
    return false;
  }
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
  socket.end(`HTTP/1.1 ${exception.status} ${STATUS_CODES[exception.status]}\r\n${head.join("")}\r\n${body}`);
  return true;
}
