import { readFileSync } from "node:fs";
import { type IncomingMessage, METHODS, request } from "node:http";
import { connect, isIP, type Socket } from "node:net";
import { Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";
import type { HttpResponse } from "./contract.js";

/** How an exchange is carried out. */
export interface WireOptions {
  /** How long the whole response may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Close the sending half once everything is sent, as a client does that died midway. Default: false. */
  readonly halfClose?: boolean;
  /** Over TLS, accept any certificate. Default: false. */
  readonly insecure?: boolean;
  /** A file with the certificates, in PEM, that are trusted instead of the usual ones. */
  readonly caFile?: string;
}

/** A response with all that the parser knows of it. */
export interface RawResponse extends HttpResponse {
  readonly statusMessage: string;
  /** Names and values in turn, as they were written. */
  readonly rawHeaders: readonly string[];
  readonly bytes: Buffer;
}

/** The exchange failed before there was a response: nobody listened, the connection broke, or time ran out. */
export class WireError extends Error {
  override readonly name = "WireError";
}

/**
 * Sends exactly these bytes to a server, and reads the response with Node's own HTTP parser. `method` is what the bytes
 * ask for: the parser must know, since a response to HEAD has no body. Rejects with a `WireError`.
 */
export function exchange(url: URL, method: string, bytes: Buffer, options: WireOptions): Promise<RawResponse> {
  const { timeoutMs, halfClose = false } = options;
  const socket = open(url, options);
  let timer: NodeJS.Timeout | undefined;
  if (halfClose) socket.end(bytes);
  else socket.write(bytes);
  const response = new Promise<RawResponse>((resolve, reject) => {
    const fail = (error: Error) => reject(new WireError(error.message || String(error)));
    timer = setTimeout(() => fail(new Error(`no response within ${timeoutMs} ms`)), timeoutMs);
    socket.on("error", fail);
    request({ method: METHODS.includes(method) ? method : "POST", createConnection: () => readerOf(socket) })
      .on("response", (message) => buffer(message).then((body) => resolve(toResponse(message, body)), fail))
      .on("connect", (message) => resolve(toResponse(message, Buffer.alloc(0))))
      .on("error", fail)
      .end();
  });
  return response.finally(() => {
    clearTimeout(timer);
    socket.destroy();
  });
}

/** Where a URL leads to: its host without the brackets of an IPv6 address, and its port, given or not. */
export function addressOf({ protocol, hostname, port }: URL) {
  const isSecure = protocol === "https:";
  return { isSecure, host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || (isSecure ? 443 : 80)) };
}

/** The path of an endpoint, which goes before that of a request. */
export function basePath(url: URL): string {
  return url.pathname.replace(/\/$/, "");
}

function open(url: URL, options: WireOptions): Socket {
  const { isSecure, ...address } = addressOf(url);
  if (!isSecure) return connect({ ...address, allowHalfOpen: true });
  return connectTls({ ...address, ...tlsOptions(options), servername: isIP(address.host) === 0 ? address.host : "" });
}

/** Whom to trust. */
export function tlsOptions({ insecure = false, caFile }: WireOptions) {
  return { rejectUnauthorized: !insecure, ...(caFile !== undefined && { ca: readFileSync(caFile) }) };
}

function toResponse(response: IncomingMessage, bytes: Buffer): RawResponse {
  const headers = new Map<string, string>();
  for (const [field, value] of fieldsOf(response)) {
    const name = field.toLowerCase();
    headers.set(name, headers.has(name) ? `${headers.get(name)}, ${value}` : value);
  }
  const { statusCode: status = 0, statusMessage = "", rawHeaders } = response;
  return { status, statusMessage, headers, rawHeaders, bytes, body: bytes.toString("utf8") };
}

/** The header fields of a message, as they were written. */
export function fieldsOf({ rawHeaders }: IncomingMessage): [name: string, value: string][] {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, String(rawHeaders[index + 1])]] : []));
}

/** What a socket receives, for Node's HTTP client to read; what the client writes is dropped. */
function readerOf(socket: Socket): Duplex {
  const reader = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() });
  socket.on("data", (chunk) => reader.push(chunk));
  socket.on("end", () => reader.push(null));
  socket.on("close", () => reader.destroy());
  return reader;
}
