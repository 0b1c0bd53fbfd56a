import { type IncomingMessage, METHODS, request } from "node:http";
import { connect, type Socket } from "node:net";
import { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import type { Answer } from "./contract.js";

/** How an exchange is carried out. */
export interface WireOptions {
  /** How long the whole answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Close the sending half once everything is sent, as a caller does that died midway. Default: false. */
  readonly hangUp?: boolean;
}

/** An answer with all that the parser knows of it. */
export interface RawAnswer extends Answer {
  readonly statusMessage: string;
  /** Names and values in turn, as they were written. */
  readonly rawHeaders: readonly string[];
  readonly bytes: Buffer;
}

/** The exchange failed before there was an answer: nobody listened, the connection broke, or time ran out. */
export class WireError extends Error {
  override readonly name = "WireError";
}

/**
 * Sends exactly these bytes to a server, and reads the answer with Node's own HTTP parser. `method` is what the bytes
 * ask for: the parser must know, since an answer to HEAD has no body. Rejects with a `WireError`.
 */
export function exchange(url: URL, method: string, bytes: Buffer, options: WireOptions): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = open(url);
    const fail = (reason: string) => {
      socket.destroy();
      reject(new WireError(reason));
    };
    const timer = setTimeout(() => fail(`no answer within ${options.timeoutMs} ms`), options.timeoutMs);
    const done = (answer: RawAnswer) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const readAnswer = (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => done(toAnswer(response, Buffer.concat(chunks))));
      response.on("error", (error) => failed(error));
    };
    const failed = (error: Error) => {
      clearTimeout(timer);
      fail(error.message || String(error));
    };
    socket.on("error", failed);
    const parser = request({
      method: METHODS.includes(method) ? method : "POST",
      createConnection: () => new Rewriter(socket, bytes, options.hangUp ?? false),
    });
    parser.on("response", readAnswer);
    parser.on("connect", (response) => done(toAnswer(response, Buffer.alloc(0))));
    parser.on("error", failed);
    parser.end();
  });
}

function open(url: URL): Socket {
  const secure = url.protocol === "https:";
  const address = { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || (secure ? 443 : 80)) };
  return secure ? connectTls({ ...address, servername: address.host }) : connect({ ...address, allowHalfOpen: true });
}

function toAnswer(response: IncomingMessage, bytes: Buffer): RawAnswer {
  const headers = new Map<string, string>();
  for (let i = 0; i < response.rawHeaders.length; i += 2) {
    const name = String(response.rawHeaders[i]).toLowerCase();
    const value = String(response.rawHeaders[i + 1]);
    headers.set(name, headers.has(name) ? `${headers.get(name)}, ${value}` : value);
  }
  const { statusCode: status = 0, statusMessage = "", rawHeaders } = response;
  return { status, statusMessage, headers, rawHeaders, bytes, body: bytes.toString("utf8") };
}

/** Stands between Node's HTTP client and the socket: what the client writes is dropped, and our bytes go out instead. */
class Rewriter extends Duplex {
  readonly #socket: Socket;

  constructor(socket: Socket, bytes: Buffer, hangUp: boolean) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    socket.on("data", (chunk) => this.push(chunk));
    socket.on("end", () => this.push(null));
    socket.on("close", () => this.destroy());
    if (hangUp) socket.end(bytes);
    else socket.write(bytes);
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(_chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    done();
  }
}
