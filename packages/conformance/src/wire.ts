import { type IncomingMessage, METHODS, request } from "node:http";
import { connect, type Socket } from "node:net";
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
  const socket = open(url);
  let timer: NodeJS.Timeout | undefined;
  const response = new Promise<RawResponse>((resolve, reject) => {
    const fail = (error: Error) => reject(new WireError(error.message || String(error)));
    timer = setTimeout(() => fail(new Error(`no response within ${timeoutMs} ms`)), timeoutMs);
    socket.on("error", fail);
    request({
      method: METHODS.includes(method) ? method : "POST",
      createConnection: () => new Rewriter(socket, bytes, halfClose),
    })
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

function open(url: URL): Socket {
  const secure = url.protocol === "https:";
  const address = { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || (secure ? 443 : 80)) };
  return secure ? connectTls({ ...address, servername: address.host }) : connect({ ...address, allowHalfOpen: true });
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

/** Stands between Node's HTTP client and the socket: what the client writes is dropped, and our bytes go out instead. */
class Rewriter extends Duplex {
  readonly #socket: Socket;

  constructor(socket: Socket, bytes: Buffer, halfClose: boolean) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    socket.on("data", (chunk) => this.push(chunk));
    socket.on("end", () => this.push(null));
    socket.on("close", () => this.destroy());
    if (halfClose) socket.end(bytes);
    else socket.write(bytes);
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(_chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    done();
  }
}
