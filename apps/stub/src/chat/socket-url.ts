import type { IncomingMessage } from "node:http";
import { pathOf } from "../namespace.js";
import { socketPath } from "./document.js";

/**
 * The URL of a socket, by scheme, host and path prefix of the caller's own: those of the request, or those that a proxy says
 * it was called by. The vendor's chat library takes no `ws://` but that of 127.0.0.1 with its port.
 */
export function socketUrl(request: IncomingMessage, namespace: string, ticket: string): string {
  const forwarded = (name: string) =>
    String(request.headers[`x-forwarded-${name}`] ?? "")
      .split(",")[0]
      ?.trim() ?? "";
  const scheme = forwarded("proto") || ("encrypted" in request.socket ? "https" : "http");
  const isSecure = scheme === "https" || scheme === "wss";
  const given = forwarded("host") || (request.headers.host ?? "");
  const { localAddress = "127.0.0.1", localPort } = request.socket;
  const host = /^([\w.-]+|\[[\w:.]+\])(:\d{1,5})?$/.test(given) ? given : `${localAddress}:${localPort}`;
  const prefix = /^(\/[\w.~-]+)+$/.exec(forwarded("prefix"))?.[0] ?? "";
  const path = `${prefix}${namespace === "" ? "" : pathOf(namespace)}${socketPath}/${ticket}`;
  if (isSecure) return `wss://${host}${path}`;
  return `ws://${host.replace(/^(localhost|127\.0\.0\.1)$/, "$1:80").replace(/^localhost:/, "127.0.0.1:")}${path}`;
}
