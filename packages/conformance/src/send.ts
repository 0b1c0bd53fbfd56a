import type { HttpResponse } from "./contract.js";
import type { Request } from "./request.js";
import type { Secret } from "./secrets.js";
import { exchange } from "./wire.js";
import { exchangeHttp2 } from "./wire-http2.js";

/** A server, and how it is reached. */
export interface Connection {
  /** The endpoint; a path in it goes before the operation's, and credentials in it are sent as Basic credentials. */
  readonly url: URL;
  /** How long one response may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Headers that are sent with every request, unless the case has one of that name. Reports do not show their values. */
  readonly headers?: readonly (readonly [name: string, value: Secret])[];
  /** Accept any certificate. Default: false. */
  readonly insecure?: boolean;
  /** A file with the certificates, in PEM, that are trusted instead of the usual ones. */
  readonly caFile?: string;
  /** Speak HTTP/2: negotiated over TLS, and from the first byte on without it. Default: HTTP/1.1. */
  readonly http2?: boolean;
}

/** Sends a request, and reads the response. Rejects with a `WireError`. */
export function send(
  request: Request,
  { url, http2 = false, ...options }: Connection & { halfClose?: boolean },
): Promise<HttpResponse> {
  return http2 ? exchangeHttp2(request, url, options) : exchange(url, request.method, request.bytes, options);
}
