import { connectionToken, method as post, path as sendEvent } from "@sendevent/openapi";
import type { CaseRequest } from "./case.js";
import type { RequestLine } from "./contract.js";
import { isObject } from "./json.js";
import { basicCredentials, type Secret } from "./secrets.js";
import type { Connection } from "./send.js";
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
  /** As HTTP/1.1 has it. */
  readonly bytes: Buffer;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Buffer;
  /** The shell command that sends it again, with `$TOKEN` and the like in place of every secret. */
  readonly command: string;
}

/** Writes a case's request for a server. Without a token, its header is left out. */
export function writeRequest(request: CaseRequest, server: Omit<Connection, "timeoutMs">, token?: Piece): Request {
  const basic = basicCredentials(server.url);
  const given: Header[] = [...optional("Authorization", basic && "Basic ", basic), ...(server.headers ?? [])];
  const draft =
    request.raw === undefined
      ? draftOf(request, server.url, given, token)
      : rawDraft(request.raw, server.url, given, token);
  const { method, target, headers, body } = draft;
  const pieces = draft.raw ?? piecesOf(draft, server.url);
  return {
    method,
    target,
    bytes: bytesOf(pieces),
    headers: headers.map(([name, ...value]) => [name, bytesOf(value).toString("latin1")]),
    ...(body !== undefined && { body }),
    command: shellCommand(draft, pieces, server),
  };
}

function draftOf(request: CaseRequest, url: URL, given: readonly Header[], token: Piece | undefined): Draft {
  const body = bodyOf(request);
  const defaults: Header[] = [
    ["Host", url.host],
    ["Connection", "close"],
    ...optional(connectionToken.header, token),
    ...optional("Content-Type", body && "application/json"),
    ...optional("Content-Length", body && String(body.length)),
  ];
  const own = Object.entries(isObject(request.headers) ? request.headers : {}).map(
    ([name, value]): Header => (typeof value === "string" ? [name, value] : [name]),
  );
  return {
    method: request.method ?? post,
    target: request.path ?? sendEvent,
    headers: overridden(overridden(defaults, given), own),
    ...(body !== undefined && { body }),
  };
}

function optional(name: string, ...value: (Piece | undefined)[]): Header[] {
  const pieces = value.filter((piece) => piece !== undefined);
  return pieces.length === 0 ? [] : [[name, ...pieces]];
}

/** The path of the endpoint goes before that of the operation, and what else is sent with every request after the first line. */
function rawDraft(raw: readonly string[], url: URL, given: readonly Header[], token: Piece = ""): Draft {
  const text = raw.join("").replaceAll("{host}", url.host);
  const [method = "", target = ""] = text.split(" ");
  const [line = "", ...rest] = text.replace(sendEvent, basePath(url) + sendEvent).split(/(?<=\r\n)/);
  const piecesOf = (part: string) =>
    part
      .split("{token}")
      .flatMap((piece): Piece[] => [token, piece])
      .slice(1);
  return { method, target, headers: [], raw: [...piecesOf(line), ...linesOf(given), ...piecesOf(rest.join(""))] };
}

function piecesOf({ method, target, headers, body }: Draft, url: URL): Piece[] {
  return [
    `${method} ${basePath(url)}${target} HTTP/1.1\r\n`,
    ...linesOf(headers),
    "\r\n",
    ...(body === undefined ? [] : [body]),
  ];
}

function linesOf(headers: readonly Header[]): Piece[] {
  return headers.flatMap(([name, ...value]): Piece[] => [`${name}: `, ...value, "\r\n"]);
}

function bytesOf(pieces: readonly Piece[]): Buffer {
  return Buffer.concat(
    pieces.map((piece) => {
      if (Buffer.isBuffer(piece)) return piece;
      return Buffer.from(typeof piece === "string" ? piece : piece.value);
    }),
  );
}

function bodyOf({ body, text, base64 }: CaseRequest): Buffer | undefined {
  if (base64 !== undefined) return Buffer.from(base64, "base64");
  if (text !== undefined) return Buffer.from([text].flat().join(""));
  return body === undefined ? undefined : Buffer.from(JSON.stringify(body));
}

/** A header replaces the one of its name, in any letter case, and goes last; one without a value leaves it out. */
function overridden(headers: readonly Header[], own: readonly Header[]): Header[] {
  const names = own.map(([name]) => name.toLowerCase());
  return [
    ...headers.filter(([name]) => !names.includes(name.toLowerCase())),
    ...own.filter(([, ...value]) => value.length > 0),
  ];
}
