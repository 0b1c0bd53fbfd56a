import express, { type RequestHandler } from "express";
import { kindOf } from "../contract/violations.js";
import { StubException } from "../exception.js";
import type { Exchange } from "../exchange.js";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads the body, up to `limit` bytes, as a JSON object. An absent body counts as an empty object, and a member that is
 * `null` as an absent one.
 */
export function body(limit: number): RequestHandler[] {
  const readBytes = express.raw({ type: () => true, limit, inflate: false });
  const refuseUnread: RequestHandler = ({ headers }, _response, next) => {
    // The parser refuses it too, but reads all of it first.
    if (Number(headers["content-length"] ?? 0) > limit) throw bodyTooLarge(limit);
    if (headers["transfer-encoding"] !== undefined && !/^chunked$/i.test(headers["transfer-encoding"])) throw encoded();
    next();
  };
  const parseObject: RequestHandler = (request, response, next) => {
    const bytes: unknown = request.body;
    const members = Buffer.isBuffer(bytes) && bytes.length > 0 ? Object.entries(jsonObject(bytes)) : [];
    const body = Object.fromEntries(members.filter(([, value]) => value !== null));
    request.body = body;
    response.locals.exchange.seen = strings(body);
    next();
  };
  return [refuseUnread, readBytes, parseObject];
}

/** The refusal of a body that is compressed, or otherwise not what it seems. */
export function encoded(): StubException {
  const message = "The body must be plain: leave Content-Encoding out, and let Transfer-Encoding be chunked";
  return new StubException("UnsupportedMediaTypeException", message);
}

/** The refusal of a body over the limit, in bytes. */
export function bodyTooLarge(limit: number | undefined): StubException {
  const message = `The body is larger than ${limit} bytes: send less`;
  return new StubException("RequestEntityTooLargeException", message);
}

function strings({ ContentType, Content, ClientToken }: Record<string, unknown>): Exchange["seen"] {
  return {
    ...(typeof ContentType === "string" && { ContentType }),
    ...(typeof Content === "string" && { Content }),
    ...(typeof ClientToken === "string" && { ClientToken }),
  };
}

function jsonObject(bytes: Buffer): object {
  const value = json(bytes);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new StubException(
    "SerializationException",
    `The body must be a JSON object, but is ${kindOf(value)}: send {…}`,
  );
}

/** `JSON.parse` quotes the text in its messages, which may be content: only the place of the error is passed on. */
function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (error) {
    const place = error instanceof SyntaxError ? / at position \d+/.exec(error.message)?.[0] : undefined;
    const what = error instanceof SyntaxError ? `is not JSON${place ?? ""}` : "is not UTF-8";
    throw new StubException("SerializationException", `The body ${what}: send one JSON object, as RFC 8259 has it`);
  }
}
