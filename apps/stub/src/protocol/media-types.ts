import { mediaType } from "@sendevent/openapi";
import { parse } from "content-type";
import type { Request, RequestHandler } from "express";
import { StubException } from "../exception.js";

/** Holds `Accept` to the one media type that there is. */
export const acceptedMediaType: RequestHandler = (request, _response, next) => {
  request.headers.accept = withoutParameters(request.headers.accept);
  if (!request.accepts(mediaType)) {
    throw new StubException(
      "NotAcceptableException",
      `The response is ${mediaType}, which the header Accept rules out: accept it, or leave the header out`,
    );
  }
  next();
};

/** Holds the `Content-Type` of a body, where there is one, to the one media type that there is. */
export const bodyMediaType: RequestHandler = (request, _response, next) => {
  if (hasBody(request)) refuseOtherBodies(request);
  next();
};

/** Parameters of a media range, such as a charset, ask for nothing that JSON could be without. Only `q` counts. */
function withoutParameters(accept: string | undefined): string | undefined {
  return accept?.replace(/;(?!\s*q\s*=)[^;,]*/gi, "");
}

/** Whether a body follows the headers (RFC 9112, section 6.3). */
function hasBody({ headers }: Request): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function refuseOtherBodies({ headers }: Request): void {
  const { type, charset } = mediaTypeOf(headers["content-type"] ?? "");
  if (type !== mediaType) {
    throw new StubException(
      "UnsupportedMediaTypeException",
      `The body must be ${mediaType}: set the header Content-Type`,
    );
  }
  if (charset !== "utf-8") {
    throw new StubException("UnsupportedMediaTypeException", "The body must be in UTF-8: leave the charset out");
  }
}

function mediaTypeOf(header: string): { type: string; charset: string } {
  const { type, parameters } = parse(header);
  return { type: type.toLowerCase(), charset: (parameters["charset"] ?? "utf-8").toLowerCase() };
}
