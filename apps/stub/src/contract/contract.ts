import type { components } from "@sendevent/openapi";
import { connectionToken } from "@sendevent/openapi";
import type { RequestHandler } from "express";
import { StubException } from "../exception.js";
import { compileSchema, reference } from "./compile-schema.js";
import { document } from "./document.js";
import { describeViolations } from "./violations.js";

const { header, minLength, maxLength } = connectionToken;
const fits = compileSchema<components["schemas"]["SendEventRequest"]>(document, reference("SendEventRequest"));

/** Holds a request to the document, token first, and puts the event into the exchange. */
export const contract: RequestHandler = (request, response, next) => {
  const ConnectionToken = presentConnectionToken(request.get(header));
  const body: unknown = request.body;
  if (!fits(body)) throw new StubException("ValidationException", describeViolations(fits.errors ?? [], request.body));
  const { ContentType, Content, ClientToken } = body;
  response.locals.exchange.input = {
    ConnectionToken,
    ContentType,
    ...(typeof Content === "string" && { Content }),
    ...(typeof ClientToken === "string" && { ClientToken }),
  };
  next();
};

/**
 * Absent, the token is a missing credential (403, not the 401 of other schemes); of a wrong length, it breaks a
 * constraint like any other member.
 */
function presentConnectionToken(token: string | undefined): string {
  if (token === undefined) {
    throw new StubException("AccessDeniedException", `Access denied: send the ConnectionToken in the header ${header}`);
  }
  if (token.length >= minLength && token.length <= maxLength) return token;
  throw new StubException(
    "ValidationException",
    `ConnectionToken must have ${minLength} to ${maxLength} characters, but has ${token.length}`,
  );
}
