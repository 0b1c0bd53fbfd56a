import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { path } from "@sendevent/openapi";
import { StubException } from "../exception.js";
import type { Settings } from "../options.js";
import { oneAtATime } from "./one-at-a-time.js";
import { refuse } from "./refusal.js";
import { methodNotAllowed, unknownOperation } from "./resource.js";
import { shutdownOf } from "./shutdown.js";

/** What a server gives its callers: so many connections, and so much time. */
export type ServerLimits = Pick<Settings, "maxConnections" | "headerTimeoutMs" | "requestTimeoutMs">;

/** Learns of a refusal that was given before a request reached the pipeline. */
export type RefusalListener = (exception: StubException, requestId: string) => void;

/**
 * An HTTP server whose own refusals, given before a request reaches the pipeline, are the contract's too; and what shuts
 * it down.
 */
export function createHttpServer(
  pipeline: RequestListener,
  { maxConnections, headerTimeoutMs, requestTimeoutMs }: ServerLimits,
  onRefusal: RefusalListener,
): { server: Server; shutDown: () => Promise<void> } {
  const timeouts = {
    headersTimeout: Math.min(headerTimeoutMs, requestTimeoutMs), // Node refuses a longer one
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, headerTimeoutMs, requestTimeoutMs),
  };
  const { listener, lines } = oneAtATime((request, response) => {
    toOriginForm(request);
    pipeline(request, response);
  });
  const server = createServer({ ...timeouts, requireHostHeader: false }, listener);
  server.maxConnections = maxConnections;
  server.maxHeadersCount = 0; // their size is limited; beyond a count, Node would drop some in silence
  const refused = new WeakSet<Duplex>();
  const refuseOnce = async (socket: Duplex, exception: StubException, hasLeft = false) => {
    if (refused.has(socket)) {
      if (hasLeft) socket.destroy();
      return; // the parser goes on complaining about what follows
    }
    refused.add(socket);
    const requestId = randomUUID();
    if (await refuse(socket, exception, requestId, lines.get(socket))) onRefusal(exception, requestId);
  };
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  server.on("connect", (_request, socket) => {
    // Node lets go of the connection: what is still due on it could not be finished.
    if (lines.get(socket)?.due.length) socket.destroy();
    else refuseOnce(socket, methodNotAllowed("CONNECT"));
  });
  server.on("clientError", (error: ParserError, socket) => {
    refuseOnce(socket, fromParser(error), leaving.includes(error.code ?? ""));
  });
  return { server, shutDown: shutdownOf(server, lines) };
}

/**
 * `POST http://host/participant/event` means the same as `POST /participant/event`, and `host` instead of the header
 * (RFC 9112, section 3.2.2). What is no URL at all becomes a path that nothing is at.
 */
function toOriginForm(request: IncomingMessage): void {
  const target = request.url ?? "/";
  if (target.startsWith("/")) return;
  const absolute = URL.canParse(target) ? new URL(target) : undefined;
  if (absolute) request.headers.host = absolute.host;
  request.url = absolute ? absolute.pathname + absolute.search : `/${target}`;
}

type ParserError = NodeJS.ErrnoException & { readonly rawPacket?: Buffer; readonly bytesParsed?: number };

/** How Node reports that a caller left in the middle of a request. */
const leaving = ["HPE_INVALID_EOF_STATE", "ECONNRESET"];

/** What Node's parser reports, in the contract's words. */
function fromParser(error: ParserError): StubException {
  switch (error.code) {
    case "HPE_HEADER_OVERFLOW":
      return new StubException(
        "RequestHeaderFieldsTooLargeException",
        "The headers are too large: send fewer or shorter ones",
      );
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new StubException("RequestTimeoutException", "The request did not arrive in time: send it at once");
    case "HPE_INVALID_METHOD":
      return unknownMethod(error);
    default:
      return notHttp();
  }
}

/** It may be HTTP after all, with a method that the parser does not know: then it is refused like any other method. */
function unknownMethod({ rawPacket, bytesParsed = 0 }: ParserError): StubException {
  const packet = rawPacket?.toString("latin1") ?? "";
  const begun = /[A-Z]*$/.exec(packet.slice(0, bytesParsed))?.[0] ?? ""; // requests before it may share its packet
  const line = /^\S+ (\S+) HTTP\/1\.[01]\r?\n/.exec(packet.slice(bytesParsed - begun.length));
  if (line === null) return notHttp();
  return line[1]?.split("?")[0] === path ? methodNotAllowed("of this request") : unknownOperation();
}

function notHttp(): StubException {
  return new StubException("SerializationException", "The request is not HTTP/1.1: see RFC 9112");
}
