import type { RequestHandler } from "express";
import { StubException } from "../exception.js";

/** Refuses what Node would refuse by itself, but with an answer that no document describes (RFC 9112, section 3.2). */
export const host: RequestHandler = (request, _response, next) => {
  const hosts = request.headersDistinct["host"] ?? [];
  if (hosts.length > 1 || (request.httpVersion === "1.1" && hosts.length === 0)) {
    throw new StubException("SerializationException", "There must be one header Host: see RFC 9112, section 3.2");
  }
  next();
};
