import { mediaType } from "@sendevent/openapi";
import { parse } from "content-type";
import express, { type RequestHandler } from "express";
import { StubException } from "./exception.js";
import { kindOf } from "./violations.js";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Checks the media types of request and response, and reads a body of up to `limit` bytes as a JSON object. An absent body
 * counts as an empty object, and a member that is `null` as an absent one. A response may be of `otherTypes` too.
 */
export function body(limit: number, ...otherTypes: string[]): RequestHandler[] {
  return [express.raw({ type: () => true, limit, inflate: false }), checkAccept([mediaType, ...otherTypes]), readBody];
}

/** The validator does not look at the header. Parameters of a media range but `q` ask for nothing that JSON lacks. */
function checkAccept(types: string[]): RequestHandler {
  return (request, _response, next) => {
    if (request.headers.accept === undefined) return next();
    request.headers.accept = request.headers.accept.replace(/;(?!\s*q\s*=)[^;,]*/gi, "");
    if (!request.accepts(types)) {
      const message = `The response is ${mediaType}, which the header Accept excludes: accept it, or omit the header`;
      throw new StubException("NotAcceptableException", message);
    }
    next();
  };
}

const readBody: RequestHandler = (request, _response, next) => {
  const bytes: unknown = request.body;
  const isThere = Buffer.isBuffer(bytes) && bytes.length > 0;
  if (isThere) checkContentType(request.headers["content-type"] ?? "");
  // The validator compiles and keeps a schema for each distinct Content-Type: it gets to see the bare media type only.
  request.headers["content-type"] = mediaType;
  const members = isThere ? Object.entries(jsonObject(bytes)) : [];
  request.body = Object.fromEntries(members.filter(([, value]) => value !== null));
  next();
};

function checkContentType(header: string): void {
  const { type, parameters } = parse(header);
  const charset = parameters["charset"] ?? "utf-8";
  if (type.toLowerCase() === mediaType && charset.toLowerCase() === "utf-8") return;
  const message = `The body must be ${mediaType}, in UTF-8: set the header Content-Type`;
  throw new StubException("UnsupportedMediaTypeException", message);
}

function jsonObject(bytes: Buffer): object {
  const value = json(bytes);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  const message = `The body must be a JSON object, but is ${kindOf(value)}: send {…}`;
  throw new StubException("SerializationException", message);
}

/** `JSON.parse` quotes the text in its messages, which may be content: only the position is passed on. */
function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (error) {
    const position = / at position \d+/.exec(String(error))?.[0] ?? "";
    const what = error instanceof SyntaxError ? `is not JSON${position}` : "is not UTF-8";
    throw new StubException("SerializationException", `The body ${what}: send one JSON object (RFC 8259)`);
  }
}
