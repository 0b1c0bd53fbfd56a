import {
  type components,
  connectionToken,
  contentTypes,
  mediaType,
  method,
  operationId,
  path,
} from "@sendevent/openapi";
import type { Express, RequestHandler } from "express";
import { fingerprint } from "../fingerprint.js";
import { allowedMethods } from "../http/cors.js";
import { StubException } from "../http/exception.js";
import { probe, validator } from "../http/validator.js";
import type { Vocabulary } from "../http/violations.js";
import { document } from "./document.js";

const header = connectionToken.header.toLowerCase();

/** What messages say of SendEvent's own. */
export const vocabulary: Vocabulary = {
  unknownPath: `No operation at this path: ${operationId} is ${method} ${path}`,
  allowedMethods,
  names: { [header]: "ConnectionToken" },
  choices: { ContentType: Object.values(contentTypes) },
};

/** Validates requests against the contract's document: path, method, token and body. Rejects when the document is broken. */
export async function validation(app: Express): Promise<RequestHandler[]> {
  const steps = validator(document, {
    validateRequests: { allErrors: true, allowUnknownQueryParameters: true },
  });
  await probe(app, steps, {
    method,
    originalUrl: path,
    headers: { "content-type": mediaType, [header]: "probe" },
    body: { ContentType: contentTypes.Typing },
  });
  return [oneToken, ...steps, keepEvent];
}

/** Node joins headers of one name, which would make a third token of two. */
const oneToken: RequestHandler = ({ headersDistinct }, _response, next) => {
  if ((headersDistinct[header]?.length ?? 0) > 1) {
    throw new StubException("ValidationException", `The header ${connectionToken.header} must be sent once`);
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
