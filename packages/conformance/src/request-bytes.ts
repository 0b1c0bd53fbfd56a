import type { CaseRequest } from "./case.js";
import type { Contract, Sent } from "./contract.js";
import { isObject } from "./json.js";

/** A request, ready for the wire. */
export interface Request extends Sent {
  readonly bytes: Buffer;
}

/** Writes a case's request for one target. `token` is the value of the ConnectionToken; `undefined` leaves it out. */
export function requestBytes(request: CaseRequest, contract: Contract, url: URL, token: string | undefined): Request {
  if (request.raw !== undefined) return rawRequest(request.raw.join(""), url, token ?? "");
  const method = request.method ?? contract.method;
  const target = url.pathname.replace(/\/$/, "") + (request.path ?? contract.path);
  const body = bodyOf(request);
  const defaults = {
    Host: url.host,
    Connection: "close",
    ...(token !== undefined && { [contract.tokenHeader]: token }),
    ...(body !== undefined && { "Content-Type": "application/json", "Content-Length": String(body.length) }),
  };
  const head = Object.entries(overridden(defaults, request.headers)).map(([name, value]) => `${name}: ${value}\r\n`);
  const bytes = [Buffer.from(`${method} ${target} HTTP/1.1\r\n${head.join("")}\r\n`, "utf8"), body ?? Buffer.alloc(0)];
  return { method, target: request.path ?? contract.path, bytes: Buffer.concat(bytes) };
}

function rawRequest(text: string, url: URL, token: string): Request {
  const [method = "", target = ""] = text.split(" ");
  return {
    method,
    target,
    bytes: Buffer.from(text.replaceAll("{host}", url.host).replaceAll("{token}", token), "utf8"),
  };
}

function bodyOf({ body, text, base64 }: CaseRequest): Buffer | undefined {
  if (base64 !== undefined) return Buffer.from(base64, "base64");
  if (typeof text === "string") return Buffer.from(text, "utf8");
  return body === undefined ? undefined : Buffer.from(JSON.stringify(body), "utf8");
}

/** Header names differ in more than case; `null` takes one out. */
function overridden(defaults: Record<string, string>, own: unknown): Record<string, string> {
  const headers = { ...defaults };
  for (const [name, value] of Object.entries(isObject(own) ? own : {})) {
    const known = Object.keys(headers).find((header) => header.toLowerCase() === name.toLowerCase());
    if (known !== undefined) delete headers[known];
    if (typeof value === "string") headers[name] = value;
  }
  return headers;
}
