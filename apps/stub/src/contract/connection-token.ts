import type { RequestHandler } from "express";
import { connectionToken } from "../contract.gen.js";
import { StubException } from "../exception.js";

const { header, minLength, maxLength } = connectionToken;

/**
 * Holds the ConnectionToken to the document: absent, it is a missing credential (403, not the 401 of other schemes);
 * of a wrong length, it breaks a constraint like any other member.
 */
export const presentConnectionToken: RequestHandler = (request, _response, next) => {
  const token = request.get(header);
  if (token === undefined) {
    throw new StubException("AccessDeniedException", `Access denied: send the ConnectionToken in the header ${header}`);
  }
  if (token.length < minLength || token.length > maxLength) {
    throw new StubException(
      "ValidationException",
      `ConnectionToken must have ${minLength} to ${maxLength} characters, but has ${token.length}`,
    );
  }
  next();
};
