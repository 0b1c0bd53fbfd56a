import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { connectionToken } from "@sendevent/openapi";
import { Contract, type HttpRequest, isSendEvent, pathOf } from "./contract.js";
import { readDocument } from "./document.js";
import { maskOf, type Secret } from "./secrets.js";
import { basePath, exchange, fieldsOf, type RawResponse, WireError } from "./wire.js";

/** A request and its response that passed, and where they violate the document. Nothing in it is secret. */
export interface Exchange {
  readonly method: string;
  /** The request's path, without its query. */
  readonly path: string;
  /** `undefined`: the server could not be reached, or broke the connection. */
  readonly status: number | undefined;
  /** Where the request violates the document. An empty list: nowhere, or it is for another operation. */
  readonly requestViolations: readonly string[];
  /** Where the response violates the document. */
  readonly responseViolations: readonly string[];
}

/** How the proxy is set up. */
export interface ProxyOptions {
  /** The server that requests are forwarded to; a path in it goes before theirs. */
  readonly upstream: URL;
  /** The port to listen on; 0 picks a free one. Default: 0. */
  readonly port?: number;
  /** How long the server may take for a response, in milliseconds. Default: 60,000. */
  readonly timeoutMs?: number;
  /** Called with each exchange, once its response is through. */
  readonly onExchange: (exchange: Exchange) => void;
}

/** A running proxy. */
export interface Proxy {
  readonly url: string;
  /** Stops listening, closes every connection, and resolves when the last one is gone. */
  close(): Promise<void>;
}

/**
 * Stands between any client and any server, on 127.0.0.1. Request line, headers (their names, values and order) and bodies
 * pass as they came, except that `Host` names the server; where it sends no response, the client gets none either. Rejects
 * with Node's own error when the port can't be listened on.
 */
export async function startProxy({ upstream, port = 0, timeoutMs = 60_000, onExchange }: ProxyOptions): Promise<Proxy> {
  const contract = new Contract(readDocument());
  const server = createServer(async (incoming, outgoing) => {
    try {
      const body = await buffer(incoming);
      const request = requestOf(incoming, body);
      const bytes = onward(incoming, body, upstream);
      const response = await exchange(upstream, request.method, bytes, { timeoutMs }).catch(
        (error: WireError) => error,
      );
      if (response instanceof WireError) outgoing.destroy();
      else await back(outgoing, response);
      onExchange(validated(request, response, contract));
    } catch {
      outgoing.destroy(); // the client disconnected before its request was whole
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: bound }: AddressInfo = Object(server.address());
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${bound}`, close };
}

function requestOf({ method = "", url: target = "", headers }: IncomingMessage, body: Buffer): HttpRequest {
  const fields = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return { method, target, headers: new Map(fields), body: body.toString() };
}

function validated(request: HttpRequest, response: RawResponse | WireError, contract: Contract): Exchange {
  const mask = maskOf(secretsOf(request));
  const [status, responseViolations] =
    response instanceof WireError
      ? [undefined, [`none: ${response.message}`]]
      : [response.status, contract.responseViolations(request, response)];
  return {
    method: request.method,
    path: mask(pathOf(request)),
    status,
    requestViolations: isSendEvent(request) ? contract.requestViolations(request).map(mask) : [],
    responseViolations: responseViolations.map(mask),
  };
}

/** The tokens of a request: they may come back in a response. */
function secretsOf({ headers }: HttpRequest): Secret[] {
  const authorization = headers.get("authorization") ?? "";
  return [
    { name: "TOKEN", value: headers.get(connectionToken.header.toLowerCase()) ?? "" },
    { name: "AUTHORIZATION", value: authorization },
    { name: "AUTHORIZATION", value: authorization.replace(/^\S+ +/, "") },
  ];
}

/** The request as it came, but for `Host`. A body in chunks becomes one chunk. */
function onward(incoming: IncomingMessage, body: Buffer, upstream: URL): Buffer {
  const { method, url: target, headers, httpVersion } = incoming;
  const lines = [`${method} ${basePath(upstream)}${target} HTTP/${httpVersion}`];
  for (const [name, value] of fieldsOf(incoming)) {
    lines.push(`${name}: ${name.toLowerCase() === "host" ? upstream.host : value}`);
  }
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  if (headers["transfer-encoding"] === undefined) return Buffer.concat([head, body]);
  const chunk = body.length === 0 ? [] : [Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from("\r\n")];
  return Buffer.concat([head, ...chunk, Buffer.from("0\r\n\r\n")]);
}

/** The response as it came: Node is kept from adding headers of its own. */
function back(outgoing: ServerResponse, { status, statusMessage, rawHeaders, bytes }: RawResponse): Promise<void> {
  outgoing.sendDate = false;
  outgoing.removeHeader("Connection");
  outgoing.writeHead(status, statusMessage, [...rawHeaders]);
  return new Promise((resolve) => {
    outgoing.once("close", resolve);
    outgoing.end(bytes);
  });
}
