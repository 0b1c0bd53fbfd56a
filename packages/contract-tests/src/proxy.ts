import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { request as httpsRequest } from "node:https";
import type { AddressInfo } from "node:net";
import { Contract } from "./contract.js";
import { readDocument } from "./document.js";

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
  /** The server that requests go on to. */
  readonly upstream: URL;
  /** The port to listen on; 0 picks a free one. Default: 0. */
  readonly port?: number;
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
 * Stands between any client and any server on 127.0.0.1, passes requests and answers on without changing a byte of target,
 * headers' names, values and order, or body, and judges each exchange. Rejects with Node's own error when the port is taken.
 */
export async function startProxy({ upstream, port = 0, onExchange }: ProxyOptions): Promise<Proxy> {
  const contract = new Contract(readDocument());
  const server = createServer((incoming, outgoing) => pass(incoming, outgoing, upstream, contract, onExchange));
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

function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  upstream: URL,
  contract: Contract,
  onExchange: ProxyOptions["onExchange"],
) {
  const { method = "", url: target = "" } = incoming;
  const sent: Buffer[] = [];
  const came: Buffer[] = [];
  const report = (response: IncomingMessage | undefined, broken?: string) => {
    const headers = fields(incoming.headers);
    const status = response?.statusCode;
    const answer = {
      status: status ?? 0,
      headers: fields(response?.headers ?? {}),
      body: Buffer.concat(came).toString("utf8"),
    };
    const isOperation = method === contract.method && target.split("?")[0] === contract.path;
    const request = isOperation
      ? contract.requestBreaches({ method, target, headers, body: Buffer.concat(sent).toString("utf8") })
      : [];
    const breaches = broken === undefined ? contract.breaches({ method, target }, answer) : [broken];
    onExchange({ method, target, status, request, answer: breaches });
  };
  const send = upstream.protocol === "https:" ? httpsRequest : httpRequest;
  const path = upstream.pathname.replace(/\/$/, "") + target;
  const onward = send({
    host: upstream.hostname.replace(/^\[|\]$/g, ""),
    port: upstream.port,
    method,
    path,
    setHost: false,
    headers: [],
  });
  for (const [name, values] of grouped(incoming.rawHeaders, upstream)) onward.setHeader(name, values);
  incoming.on("data", (chunk: Buffer) => sent.push(chunk));
  incoming.pipe(onward);
  onward.on("response", (response) => {
    outgoing.sendDate = false;
    outgoing.writeHead(response.statusCode ?? 502, response.statusMessage, response.rawHeaders);
    response.on("data", (chunk: Buffer) => came.push(chunk));
    response.on("end", () => report(response));
    response.on("error", () => outgoing.destroy());
    response.on("aborted", () => report(response, "the answer broke off"));
    response.pipe(outgoing);
  });
  onward.on("error", (error) => {
    report(undefined, `the server can't be reached: ${error.message || String(error)}`);
    outgoing.destroy();
  });
  outgoing.on("close", () => onward.destroy());
}

/** Header names as they were written; only Host names the next server instead. */
function grouped(rawHeaders: readonly string[], upstream: URL): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? "";
    const value = name.toLowerCase() === "host" ? upstream.host : (rawHeaders[i + 1] ?? "");
    headers.set(name, [...(headers.get(name) ?? []), value]);
  }
  return headers;
}

function fields(headers: IncomingHttpHeaders): Map<string, string> {
  return new Map(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
