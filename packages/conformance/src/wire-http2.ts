import { type ClientHttp2Stream, connect, type IncomingHttpHeaders, type IncomingHttpStatusHeader } from "node:http2";
import { buffer } from "node:stream/consumers";
import type { HttpResponse } from "./contract.js";
import type { Request } from "./request.js";
import { basePath, tlsOptions, WireError, type WireOptions } from "./wire.js";

/** Sends a request over HTTP/2, on a connection of its own. Rejects with a `WireError`. */
export function exchangeHttp2(request: Request, url: URL, options: WireOptions): Promise<HttpResponse> {
  const { timeoutMs } = options;
  const session = connect(url.origin, tlsOptions(options));
  let timer: NodeJS.Timeout | undefined;
  const response = new Promise<HttpResponse>((resolve, reject) => {
    const fail = (error: Error) => reject(new WireError(error.message || String(error)));
    timer = setTimeout(() => fail(new Error(`no response within ${timeoutMs} ms`)), timeoutMs);
    session.on("error", fail);
    session.on("close", () => fail(new Error("the connection was closed before there was a response")));
    session.on("connect", () => {
      if (session.encrypted && session.alpnProtocol !== "h2") fail(new Error("the server does not speak HTTP/2"));
    });
    const stream = session.request(headersOf(request, url), { endStream: false });
    stream.on("error", fail);
    stream.on("response", (headers) => toResponse(headers, stream).then(resolve, fail));
    stream.end(request.body);
  });
  return response.finally(() => {
    clearTimeout(timer);
    session.destroy();
  });
}

/** What is about the connection, HTTP/2 says in frames of its own. */
function headersOf({ method, target, headers }: Request, url: URL) {
  const own = headers.filter(([name]) => name.toLowerCase() !== "connection");
  return { ...Object.fromEntries(own), ":method": method, ":path": basePath(url) + target };
}

async function toResponse(
  { ":status": status = 0, ...fields }: IncomingHttpHeaders & IncomingHttpStatusHeader,
  stream: ClientHttp2Stream,
) {
  const headers = Object.entries(fields).map(([name, value]) => [name, [value].flat().join(", ")] as const);
  return { status, headers: new Map(headers), body: (await buffer(stream)).toString() };
}
