import { connectionToken, method as post, path as sendEvent } from "@sendevent/openapi";
import type { CaseRequest } from "./case.js";
import type { RequestLine } from "./contract.js";
import { isObject } from "./json.js";
import type { Secret } from "./secrets.js";
import { shellCommand } from "./shell-command.js";
import { basePath } from "./wire.js";

/** A piece of a request: text, bytes, or a secret, which reports show by its name. */
export type Piece = string | Buffer | Secret;

type Header = readonly [name: string, ...value: Piece[]];

/** A request, before it is written for the wire or for a report. */
export interface Draft extends RequestLine {
  readonly headers: readonly Header[];
  readonly body?: Buffer;
  /** The whole request, where it is not made of the members above. */
  readonly raw?: readonly Piece[];
}

/** A request, ready for the wire. */
export interface Request extends RequestLine {
  readonly bytes: Buffer;
  /** The shell command that sends it again, with `$TOKEN` and the like in place of every secret. */
  readonly command: string;
}

/** The secrets of a request. */
export interface Credentials {
  /** The ConnectionToken; `undefined` leaves its header out. */
  readonly token?: Piece | undefined;
  /** Basic credentials in base64, for the header Authorization. Default: none. */
  readonly basic?: Secret | undefined;
}

/** Writes a case's request for one endpoint. */
export function writeRequest(request: CaseRequest, url: URL, credentials: Credentials = {}): Request {
  const draft = request.raw === undefined ? draftOf(request, url, credentials) : rawDraft(request, url, credentials);
  const { method, target } = draft;
  const pieces = draft.raw ?? piecesOf(draft, url);
  return { method, target, bytes: Buffer.concat(pieces.map(bytesOf)), command: shellCommand(draft, pieces, url) };
}

function draftOf(request: CaseRequest, url: URL, { token, basic }: Credentials): Draft {
  const body = bodyOf(request);
  const defaults: Header[] = [
    ["Host", url.host],
    ["Connection", "close"],
    ...optional("Authorization", basic && "Basic ", basic),
    ...optional(connectionToken.header, token),
    ...optional("Content-Type", body && "application/json"),
    ...optional("Content-Length", body && String(body.length)),
  ];
  return {
    method: request.method ?? post,
    target: request.path ?? sendEvent,
    headers: overridden(defaults, request.headers),
    ...(body !== undefined && { body }),
  };
}

function optional(name: string, ...value: (Piece | undefined)[]): Header[] {
  const pieces = value.filter((piece) => piece !== undefined);
  return pieces.length === 0 ? [] : [[name, ...pieces]];
}

function rawDraft({ raw = [] }: CaseRequest, url: URL, { token = "" }: Credentials): Draft {
  const text = raw.join("").replaceAll("{host}", url.host);
  const [method = "", target = ""] = text.split(" ");
  const pieces = text.split("{token}").flatMap((piece): Piece[] => [token, piece]);
  return { method, target, headers: [], raw: pieces.slice(1) };
}

function piecesOf({ method, target, headers, body }: Draft, url: URL): Piece[] {
  return [
    `${method} ${basePath(url)}${target} HTTP/1.1\r\n`,
    ...headers.flatMap(([name, ...value]): Piece[] => [`${name}: `, ...value, "\r\n"]),
    "\r\n",
    ...(body === undefined ? [] : [body]),
  ];
}

function bytesOf(piece: Piece): Buffer {
  if (Buffer.isBuffer(piece)) return piece;
  return Buffer.from(typeof piece === "string" ? piece : piece.value);
}

function bodyOf({ body, text, base64 }: CaseRequest): Buffer | undefined {
  if (base64 !== undefined) return Buffer.from(base64, "base64");
  if (text !== undefined) return Buffer.from([text].flat().join(""));
  return body === undefined ? undefined : Buffer.from(JSON.stringify(body));
}

/** A header of the case replaces the one of that name, in any letter case, and goes last; `null` leaves it out. */
function overridden(defaults: readonly Header[], own: unknown): Header[] {
  const headers = Object.entries(isObject(own) ? own : {});
  const names = headers.map(([name]) => name.toLowerCase());
  return [
    ...defaults.filter(([name]) => !names.includes(name.toLowerCase())),
    ...headers.flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : [])),
  ];
}
