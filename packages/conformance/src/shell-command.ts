import type { Draft, Piece } from "./request.js";
import { isSecret } from "./secrets.js";
import { addressOf, basePath } from "./wire.js";

/** A request as a command for a POSIX shell: curl where curl can send it, and otherwise its bytes. Secrets are variables. */
export function shellCommand(draft: Draft, pieces: readonly Piece[], url: URL): string {
  return isForCurl(draft) ? curl(draft, url) : printf(pieces, url);
}

/** curl writes the framing itself, and takes as an argument only what is text. */
function isForCurl({ raw, target, headers, body = Buffer.alloc(0) }: Draft): boolean {
  const isText = Buffer.from(body.toString()).equals(body) && !body.includes(0);
  const framing = headers.filter(([name]) => /^(transfer-encoding|content-length)$/i.test(name));
  const isFramed = framing.every(([, ...value]) => value.join("") === String(body.length));
  return raw === undefined && target.startsWith("/") && isText && isFramed;
}

function curl({ method, target, headers, body }: Draft, url: URL): string {
  const own = headers.filter(([name]) => !/^(host|connection|content-length)$/i.test(name));
  const isTyped = own.some(([name]) => /^content-type$/i.test(name));
  return [
    `curl -i -X ${method}${method === "HEAD" ? " --head" : ""} --path-as-is`,
    quoted(url.origin + basePath(url) + target),
    // curl reads "Name;" as an empty header, and "Name:" as one to leave out
    ...own.map(([name, ...value]) => `-H ${value.join("") === "" ? quoted(`${name};`) : word(`${name}: `, ...value)}`),
    ...(body === undefined || isTyped ? [] : ["-H 'Content-Type:'"]),
    ...(body === undefined ? [] : [`--data-raw ${quoted(body.toString())}`]),
  ].join(" ");
}

function printf(pieces: readonly Piece[], url: URL): string {
  const { isSecure, host, port } = addressOf(url);
  const connection = isSecure ? `openssl s_client -quiet -connect ${url.hostname}:${port}` : `nc ${host} ${port}`;
  const parts = merged(pieces.map((piece) => (isSecret(piece) ? piece : escaped(piece))));
  const format = parts.map((part) => (isSecret(part) ? "%s" : "%b")).join("");
  return `printf '${format}' ${parts.map((part) => word(part)).join(" ")} | ${connection}`;
}

/** One word of the shell: text quoted, a secret as the variable of its name. */
function word(...pieces: Piece[]): string {
  return merged(pieces)
    .map((piece) => (isSecret(piece) ? `"$${piece.name}"` : quoted(piece.toString())))
    .join("");
}

/** The same, with pieces of text that follow each other in one. */
function merged(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (typeof piece === "string" && typeof last === "string") result.splice(-1, 1, last + piece);
    else result.push(piece);
  }
  return result;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** As `%b` of printf reads it: what is not visible ASCII, and the backslash, in octal. */
function escaped(text: string | Buffer): string {
  const isPlain = (byte: number) => byte >= 0x20 && byte < 0x7f && byte !== 0x5c;
  return [...Buffer.from(text)]
    .map((byte) => (isPlain(byte) ? String.fromCharCode(byte) : `\\0${byte.toString(8).padStart(3, "0")}`))
    .join("");
}
