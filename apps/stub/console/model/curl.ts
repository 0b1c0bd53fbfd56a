import { connectionToken } from "@sendevent/openapi";
import type { JournalEntry } from "./api.js";

/** The shell variable that stands for a ConnectionToken that this page does not know. */
export const tokenVariable = "CONNECTION_TOKEN";

/** The members of an event's body that the journal keeps. */
export function bodyOf({ ContentType, Content, ClientToken }: JournalEntry): Record<string, string> {
  return {
    ...(ContentType !== undefined && { ContentType }),
    ...(Content !== undefined && { Content }),
    ...(ClientToken !== undefined && { ClientToken }),
  };
}

/**
 * The curl that repeats a request of the stub at `endpoint`: for a shell that has the ConnectionToken in CONNECTION_TOKEN,
 * unless `token` is known.
 */
export function curlOf(entry: JournalEntry, endpoint: string, token: string | undefined): string {
  const { method = "POST", path = "", headers = {}, connection } = entry;
  const bearer = connectionToken.header.toLowerCase();
  const hasBody = method !== "GET" && method !== "HEAD";
  const lines = [
    `curl -i ${method === "HEAD" ? "--head" : `-X ${quoted(method)}`} ${quoted(endpoint + path)}`,
    ...(connection === undefined
      ? []
      : [`-H ${token === undefined ? `"${bearer}: $${tokenVariable}"` : quoted(`${bearer}: ${token}`)}`]),
    ...Object.entries(headers).flatMap(([name, value]) =>
      isUsual(name, value) ? [] : [`-H ${quoted(`${name}: ${value}`)}`],
    ),
    ...(hasBody ? [`--data-binary ${quoted(JSON.stringify(bodyOf(entry)))}`] : []),
  ];
  return lines.join(" \\\n  ");
}

/** curl sends it by itself. */
function isUsual(name: string, value: string): boolean {
  return name === "accept" && value === "*/*";
}

/** A word of a POSIX shell. */
function quoted(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
