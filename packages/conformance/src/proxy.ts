import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { Contract } from "./contract.js";
import { readDocument } from "./document.js";
import { exchange, type RawAnswer, WireError } from "./wire.js";

/** A request and its answer, as they passed, and what they have against the document. */
export interface Exchange {
  readonly method: string;
  readonly target: string;
  /** `undefined`: the server could not be reached, or broke off. */
  readonly status: number | undefined;
  /** What the request has against the document. */
  readonly request: readonly string[];
  /** What the answer has against it. */
  readonly answer: readonly string[];
}

/** How the proxy is set up. */
export interface ProxyOptions {
  /** The server that requests go on to; a path in it goes before theirs. */
  readonly upstream: URL;
  /** The port to listen on; 0 picks a free one. Default: 0. */
  readonly port?: number;
  /** How long the server may take to answer, in milliseconds. Default: 60,000. */
  readonly timeoutMs?: number;
  /** Told of each exchange, once the answer is through. */
  readonly onExchange: (exchange: Exchange) => void;
}

/** A running proxy. */
export interface Proxy {
  readonly url: string;
  /** Stops listening, and resolves when the last connection is gone. */
  close(): Promise<void>;
}

/**
 * Stands between any client and any server, on 127.0.0.1. Request line, headers (their names, values and order) and bodies
 * pass as they came, except that `Host` names the server; where it gives no answer, the client gets none either. Rejects
 * with Node's own error when the port can't be listened on.
 */
export async function startProxy({ upstream, port = 0, timeoutMs = 60_000, onExchange }: ProxyOptions): Promise<Proxy> {
  const contract = new Contract(readDocument());
  const server = createServer(async (incoming, outgoing) => {
    try {
      onExchange(await pass(incoming, outgoing, upstream, timeoutMs, contract));
    } catch {
      outgoing.destroy(); // the client left before its request was whole
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

async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  upstream: URL,
  timeoutMs: number,
  contract: Contract,
): Promise<Exchange> {
  const { method = "", url: target = "" } = incoming;
  const body = await buffer(incoming);
  const headers = new Map(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  const isOperation = method === contract.method && target.split("?")[0] === contract.path;
  const sent = { method, target, headers, body: body.toString("utf8") };
  const request = isOperation ? contract.requestBreaches(sent) : [];
  try {
    const answer = await exchange(upstream, method, onward(incoming, body, upstream), { timeoutMs });
    await back(outgoing, answer);
    return { method, target, status: answer.status, request, answer: contract.breaches(sent, answer) };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    outgoing.destroy();
    return { method, target, status: undefined, request, answer: [`no answer: ${error.message}`] };
  }
}

/** The request as it came, but for `Host`. A body in chunks becomes one chunk. */
function onward(
  { method, url: target, rawHeaders, headers, httpVersion }: IncomingMessage,
  body: Buffer,
  upstream: URL,
): Buffer {
  const base = upstream.pathname.replace(/\/$/, "");
  const lines = [`${method} ${base}${target} HTTP/${httpVersion}`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = String(rawHeaders[i]);
    lines.push(`${name}: ${name.toLowerCase() === "host" ? upstream.host : rawHeaders[i + 1]}`);
  }
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  if (headers["transfer-encoding"] === undefined) return Buffer.concat([head, body]);
  const size = body.length === 0 ? "" : `${body.length.toString(16)}\r\n`;
  return Buffer.concat([head, Buffer.from(size), body, Buffer.from(`${size === "" ? "" : "\r\n"}0\r\n\r\n`)]);
}

/** The answer as it came: Node is kept from adding headers of its own. */
function back(outgoing: ServerResponse, { status, statusMessage, rawHeaders, bytes }: RawAnswer): Promise<void> {
  outgoing.sendDate = false;
  outgoing.removeHeader("Connection");
  outgoing.writeHead(status, statusMessage, [...rawHeaders]);
  return new Promise((resolve) => {
    outgoing.once("close", resolve);
    outgoing.end(bytes);
  });
}
