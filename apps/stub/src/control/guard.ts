import { timingSafeEqual } from "node:crypto";
import { isIPv4 } from "node:net";
import type { Request, RequestHandler } from "express";
import { digest } from "../fingerprint.js";
import { StubException } from "../http/exception.js";

/** Who may use the control API. */
export interface Guard {
  /** The address that the stub listens on. */
  readonly host: string;
  /** When set, every call must carry it as a bearer token. */
  readonly controlToken?: string | undefined;
}

/** The headers by which a proxy tells that it is one. */
const ofProxies = /^(forwarded|x-forwarded-.+|x-real-ip|via)$/;

/**
 * Lets in programs that know the control token or, where there is none, programs on this machine; and of pages, only
 * the stub's own. A page elsewhere could otherwise have its visitor's browser control the stub, directly or by a DNS
 * name that it points at this machine (DNS rebinding).
 */
export function guard({ host, controlToken }: Guard): RequestHandler {
  return (request, _response, next) => {
    if (isForeignPage(request)) throw denied("pages of another origin may not control the stub");
    if (controlToken !== undefined) {
      if (!carries(request, controlToken)) throw denied("send the control token as Authorization: Bearer");
    } else if (!isLoopback(host)) {
      throw denied("control is off on this address: start the stub with --control-token");
    } else if (isForwarded(request)) {
      throw denied("control is off behind a proxy: start the stub with --control-token");
    } else if (!isLoopback((request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase())) {
      throw denied("the header Host must name this machine: use 127.0.0.1 or localhost");
    }
    next();
  };
}

/** Whether control is open to every program on this machine. */
export function isControlOpen({ host, controlToken }: Guard): boolean {
  return controlToken === undefined && isLoopback(host);
}

/**
 * Whether a proxy passed the request on: then anybody may have sent it. One that sends none of these headers, as nginx without
 * further settings, speaks HTTP/1.0, which programs of today do not.
 */
function isForwarded({ headers, httpVersion }: Request): boolean {
  return httpVersion === "1.0" || Object.keys(headers).some((name) => ofProxies.test(name));
}

/** Whether an address or name means this machine. */
function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}

function isForeignPage(request: Request): boolean {
  const { origin, host, "sec-fetch-site": site } = request.headers;
  const foreignOrigin = origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
  return foreignOrigin || site === "cross-site" || site === "same-site";
}

/** Compares the bearer token in a time that tells nothing of how much is right. */
function carries({ headers }: Request, wanted: string): boolean {
  const given = /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1] ?? "";
  return timingSafeEqual(Buffer.from(digest(given)), Buffer.from(digest(wanted)));
}

function denied(reason: string): StubException {
  return new StubException("AccessDeniedException", `Access denied: ${reason}`);
}
