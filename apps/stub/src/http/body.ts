import express, { type RequestHandler } from "express";
import { StubException } from "./exception.js";
import { acceptedMediaType, bodyMediaType } from "./media-types.js";
import { kindOf } from "./violations.js";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads a body of up to `limit` bytes as a JSON object. An absent body counts as an empty object, and a member that is
 * `null` as an absent one.
 */
export function body(limit: number): RequestHandler[] {
  return [express.raw({ type: () => true, limit, inflate: false }), acceptedMediaType, bodyMediaType, parseObject];
}

const parseObject: RequestHandler = (request, _response, next) => {
  const bytes: unknown = request.body;
  const members = Buffer.isBuffer(bytes) && bytes.length > 0 ? Object.entries(jsonObject(bytes)) : [];
  request.body = Object.fromEntries(members.filter(([, value]) => value !== null));
  next();
};

function jsonObject(bytes: Buffer): object {
  const value = json(bytes);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new StubException(
    "SerializationException",
    `The body must be a JSON object, but is ${kindOf(value)}: send {…}`,
  );
}

/** `JSON.parse` quotes the text in its messages, which may be content: only the position is passed on. */
function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (error) {
    const position = error instanceof SyntaxError ? / at position \d+/.exec(error.message)?.[0] : undefined;
    const what = error instanceof SyntaxError ? `is not JSON${position ?? ""}` : "is not UTF-8";
    throw new StubException("SerializationException", `The body ${what}: send one JSON object (RFC 8259)`);
  }
}
