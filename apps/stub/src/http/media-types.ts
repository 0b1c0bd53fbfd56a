import { mediaType } from "@sendevent/openapi";
import { parse } from "content-type";
import type { RequestHandler } from "express";
import { StubException } from "./exception.js";

/** Checks that the caller accepts JSON, which the validator does not do. */
export const acceptedMediaType: RequestHandler = (request, _response, next) => {
  request.headers.accept = withoutParameters(request.headers.accept);
  if (!request.accepts(mediaType)) {
    throw new StubException(
      "NotAcceptableException",
      `The response is ${mediaType}, which the header Accept excludes: accept it, or omit the header`,
    );
  }
  next();
};

/**
 * Checks that a body, where there is one, is declared as JSON. The validator compiles and keeps a schema for each distinct
 * Content-Type, parameters included: so it gets to see the bare media type only.
 */
export const bodyMediaType: RequestHandler = (request, _response, next) => {
  if (Buffer.isBuffer(request.body) && request.body.length > 0) checkMediaType(request.headers["content-type"] ?? "");
  request.headers["content-type"] = mediaType;
  next();
};

/** Parameters of a media range, such as a charset, ask for nothing that JSON could be without. Only `q` counts. */
function withoutParameters(accept: string | undefined): string | undefined {
  return accept?.replace(/;(?!\s*q\s*=)[^;,]*/gi, "");
}

function checkMediaType(header: string): void {
  const { type, parameters } = parse(header);
  if (type.toLowerCase() !== mediaType) {
    throw new StubException(
      "UnsupportedMediaTypeException",
      `The body must be ${mediaType}: set the header Content-Type`,
    );
  }
  if ((parameters["charset"] ?? "utf-8").toLowerCase() !== "utf-8") {
    throw new StubException("UnsupportedMediaTypeException", "The body must be in UTF-8: omit the charset");
  }
}
