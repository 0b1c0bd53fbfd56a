import { type components, connectionToken, contentTypes, method, operationId, path } from "@sendevent/openapi";
import type { RequestHandler } from "express";
import { fingerprint } from "../fingerprint.js";
import { StubException } from "../http/exception.js";
import { validator } from "../http/validator.js";
import type { Vocabulary } from "../http/violations.js";
import type { Warning } from "../store/store.js";
import { document } from "./document.js";

/** A request that the contract accepts. */
export interface SendEventInput {
  readonly ConnectionToken: string;
  /** The fingerprint of the ConnectionToken. */
  readonly connection: string;
  readonly ContentType: components["schemas"]["ContentType"];
  readonly Content?: string | null | undefined;
  readonly ClientToken?: string | null | undefined;
}

declare global {
  namespace Express {
    interface Locals {
      /** The event, from the validation on. */
      event: SendEventInput;
      /** What is legal, but likely a mistake, from the warnings on. */
      warnings?: readonly Warning[] | undefined;
    }
  }
}

const { header } = connectionToken;

/** What messages say of SendEvent's own. */
export const vocabulary: Vocabulary = {
  unknownPath: `No operation at this path: ${operationId} is ${method} ${path}`,
  choices: { ContentType: Object.values(contentTypes) },
};

/** Node joins headers of one name, which would make a third token of two. */
export const oneToken: RequestHandler = (request, _response, next) => {
  const isJoined = request.get(header)?.includes(","); // a look at all headers takes longer than the rest of this step
  const [, second] = (isJoined && request.headersDistinct[header.toLowerCase()]) || [];
  if (second !== undefined) {
    const message = `ConnectionToken must be sent in one header ${header}, not several`;
    throw new StubException("ValidationException", message);
  }
  next();
};

const keepEvent: RequestHandler = (request, response, next) => {
  const { ContentType, Content, ClientToken }: components["schemas"]["ChatEvent"] = request.body;
  const ConnectionToken = request.get(header) ?? "";
  const { connection = fingerprint(ConnectionToken) } = response.locals;
  response.locals.event = { ConnectionToken, connection, ContentType, Content, ClientToken };
  next();
};

/**
 * Validates requests against the contract's document: path, method, token and body. The stubs of a process share it: it takes
 * long to prepare, and keeps nothing of a request.
 */
export const validation: RequestHandler[] = [
  oneToken,
  ...validator(document, { validateRequests: { allErrors: true, allowUnknownQueryParameters: true } }),
  keepEvent,
];
