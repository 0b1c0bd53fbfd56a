import type { RequestLine } from "./contract.js";
import type { Secret } from "./secrets.js";

/** A piece of a request: text, bytes, or a secret, which reports show by its name. */
export type Piece = string | Buffer | Secret;

/** A header of a request. */
export interface Header {
  readonly name: string;
  readonly value: readonly Piece[];
}

/** A request, before it is written for the wire or for a report. */
export interface Draft extends RequestLine {
  readonly headers: readonly Header[];
  readonly body?: Buffer;
  /** The whole request, where it is not made of the members above. */
  readonly raw?: readonly Piece[];
}

/** The path of an endpoint, which goes before that of a request. */
export function basePath(url: URL): string {
  return url.pathname.replace(/\/$/, "");
}
