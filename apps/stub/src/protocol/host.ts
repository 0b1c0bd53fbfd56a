import type { RequestHandler } from "express";
import { StubException } from "../exception.js";

/** Refuses what Node would refuse by itself, but with an answer that no document describes (RFC 9112, section 3.2). */
export const host: RequestHandler = (request, _response, next) => {
  if (request.httpVersion === "1.1" && request.headers.host === undefined) {
    throw new StubException("SerializationException", "The header Host is missing: see RFC 9112, section 3.2");
  }
  next();
};
