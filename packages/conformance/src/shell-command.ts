import type { Draft, Piece } from "./request.js";
import { isSecret } from "./secrets.js";
import type { Connection } from "./send.js";
import { addressOf, basePath } from "./wire.js";

type Server = Omit<Connection, "timeoutMs">;

/** A request as a command for a POSIX shell: curl where curl can send it, and otherwise its bytes. Secrets are variables. */
export function shellCommand(draft: Draft, pieces: readonly Piece[], server: Server): string {
  return isForCurl(draft) ? curl(draft, server) : `${printf(pieces, server.url)} # curl can't send this`;
}

/** curl writes the framing itself. */
function isForCurl({ raw, target, headers, body = Buffer.alloc(0) }: Draft): boolean {
  const framing = headers.filter(([name]) => /^(transfer-encoding|content-length)$/i.test(name));
  const isFramed = framing.every(([, ...value]) => value.join("") === String(body.length));
  return raw === undefined && target.startsWith("/") && isFramed;
}

function curl({ method, target, headers, body }: Draft, { url, http2 = false, ...options }: Server): string {
  const own = headers.filter(
    ([name, value]) =>
      !/^content-length$/i.test(name) && !(name === "Host" && value === url.host) && !(http2 && name === "Connection"),
  );
  const leftOut = ["User-Agent", "Accept", ...(body === undefined ? [] : ["Content-Type"])].filter(
    (name) => !own.some(([other]) => other.toLowerCase() === name.toLowerCase()),
  );
  const data = body !== undefined && isArgument(body) ? `--data-raw ${quoted(body.toString())}` : "--data-binary @-";
  return [
    ...(body === undefined || isArgument(body) ? [] : [`printf '%b' ${quoted(escaped(body))} |`]),
    `curl -i -X ${method}${method === "HEAD" ? " --head" : ""}${version(url, http2)} --path-as-is`,
    ...(options.insecure ? ["--insecure"] : []),
    ...(options.caFile === undefined ? [] : [`--cacert ${quoted(options.caFile)}`]),
    ...(/[[\]{}]/.test(basePath(url) + target) ? ["--globoff"] : []),
    quoted(url.origin + basePath(url) + target),
    // curl reads "Name;" as an empty header, and "Name:" as one to leave out
    ...own.map(([name, ...value]) => `-H ${value.join("") === "" ? quoted(`${name};`) : word(`${name}: `, ...value)}`),
    ...leftOut.map((name) => `-H ${quoted(`${name}:`)}`),
    ...(body === undefined ? [] : [data]),
  ].join(" ");
}

/** A program takes only what is text as an argument, and Linux no more than 128 KiB of it. */
function isArgument(body: Buffer): boolean {
  return Buffer.from(body.toString()).equals(body) && !body.includes(0) && body.length < 2 ** 17;
}

/** Without it, curl speaks HTTP/1.1, but over TLS what the server would rather speak. */
function version({ protocol }: URL, http2: boolean): string {
  if (protocol === "https:") return http2 ? " --http2" : " --http1.1";
  return http2 ? " --http2-prior-knowledge" : "";
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
