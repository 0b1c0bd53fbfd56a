import { type components, connectionToken, contentTypes, method, operationId, path } from "@sendevent/openapi";
import type { RequestHandler } from "express";
import { fingerprint } from "../fingerprint.js";
import { StubException } from "../http/exception.js";
import { validator } from "../http/validator.js";
import type { Vocabulary } from "../http/violations.js";
import { document } from "./document.js";

const { header } = connectionToken;

/** What messages say of SendEvent's own. */
export const vocabulary: Vocabulary = {
  unknownPath: `No operation at this path: ${operationId} is ${method} ${path}`,
  choices: { ContentType: Object.values(contentTypes) },
};

/** Node joins headers of one name, which would make a third token of two. */
const oneToken: RequestHandler = ({ headersDistinct }, _response, next) => {
  const [, second] = headersDistinct[header.toLowerCase()] ?? [];
  if (second !== undefined) {
    const message = `ConnectionToken must be sent in one header ${header}, not several`;
    throw new StubException("ValidationException", message);
  }
  next();
};

const keepEvent: RequestHandler = (request, response, next) => {
  const { ContentType, Content, ClientToken }: components["schemas"]["SendEventRequest"] = request.body;
  const ConnectionToken = request.get(header) ?? "";
  const { connection = fingerprint(ConnectionToken) } = response.locals;
  response.locals.event = { ConnectionToken, connection, ContentType, Content, ClientToken };
  next();
};

/** Validates requests against the contract's document: path, method, token and body. */
export function validation(): RequestHandler[] {
  const steps = validator(document, { validateRequests: { allErrors: true, allowUnknownQueryParameters: true } });
  return [oneToken, ...steps, keepEvent];
}
