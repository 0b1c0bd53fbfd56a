import type { Request } from "./request-bytes.js";

/**
 * A request as a command that sends it again: curl where curl can say it, and the bytes themselves where it can't. The
 * token stands as `$TOKEN`: a report is passed around.
 */
export function asCommand({ bytes }: Request, url: URL, token: string | undefined): string {
  const text = bytes.toString("utf8");
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [line = "", ...fields] = head.split("\r\n");
  const [method = "", target = "", version] = line.split(" ");
  const body = rest.join("\r\n\r\n");
  const isPlain =
    version === "HTTP/1.1" && target.startsWith("/") && fields.every(isField) && Buffer.from(text).equals(bytes);
  if (!isPlain || /^transfer-encoding:/im.test(head)) return asBytes(bytes, url, token);
  const headers = fields.filter((field) => !/^(host|connection|content-length):/i.test(field));
  const parts = [
    `curl -i -X ${method}${method === "HEAD" ? " --head" : ""} --path-as-is`,
    quoted(url.origin + target, token),
    ...headers.map((field) => `-H ${quoted(field.endsWith(": ") ? field.replace(": ", ";") : field, token)}`),
    ...(body === "" ? [] : [`--data-raw ${quoted(body, token)}`]),
  ];
  return parts.join(" ");
}

function asBytes(bytes: Buffer, url: URL, token: string | undefined): string {
  const escaped = [...bytes].map((byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x5c
      ? String.fromCharCode(byte)
      : `\\0${byte.toString(8).padStart(3, "0")}`,
  );
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const connect =
    url.protocol === "https:"
      ? `openssl s_client -quiet -connect ${url.hostname}:${port}`
      : `nc ${url.hostname} ${port}`;
  return `printf '%b' ${quoted(escaped.join(""), token)} | ${connect}`;
}

function isField(field: string): boolean {
  return /^[!#$%&'*+.^_`|~\w-]+: ?/.test(field);
}

/** Shorter tokens are no secrets, and may be part of any word. */
const secretLength = 8;

/** Quoted for a POSIX shell, with the token outside of the quotes. */
function quoted(text: string, token: string | undefined): string {
  const quote = (part: string) => `'${part.replaceAll("'", "'\\''")}'`;
  if (token === undefined || token.length < secretLength || !text.includes(token)) return quote(text);
  return text.split(token).map(quote).join('"$TOKEN"');
}
