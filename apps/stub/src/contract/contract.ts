import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import express, { type ErrorRequestHandler, type RequestHandler } from "express";
import { middleware, error as refusals } from "express-openapi-validator";
import { connectionToken, contentTypes, mediaType, method, path } from "../contract.gen.js";
import { StubException } from "../exception.js";
import type { SendEventInput } from "../exchange.js";
import { presentConnectionToken } from "./connection-token.js";
import { documentPath, schemas } from "./document.js";
import { describeViolations } from "./violations.js";

type Steps = readonly (RequestHandler | ErrorRequestHandler)[];
let prepared: Promise<Steps> | undefined;

/**
 * The steps that hold a request to the document, and then put the event into the exchange. They remember nothing, so
 * that all stubs of a process share them: preparing them takes longer than all the rest of a start. Rejects with what
 * the validator has against the document.
 */
export function contract(): Promise<Steps> {
  prepared ??= prepare();
  return prepared;
}

async function prepare(): Promise<Steps> {
  const validator = middleware({
    apiSpec: documentPath,
    validateApiSpec: false, // linted when it was written
    validateRequests: { allowUnknownQueryParameters: true, allErrors: true },
    validateResponses: false,
    validateSecurity: false, // connection-token.ts: the contract's answers are not the validator's
    fileUploader: false,
  });
  await tryOut(validator);
  return [presentConnectionToken, ...validator, refuse, takeInput];
}

const refuse: ErrorRequestHandler = (error, request, _response, next) => {
  next(
    error instanceof refusals.BadRequest
      ? new StubException("ValidationException", describeViolations(error.errors, request.body, schemas))
      : error,
  );
};

const takeInput: RequestHandler = (request, response, next) => {
  const { ContentType, Content, ClientToken }: Record<string, unknown> = request.body;
  const ConnectionToken = request.get(connectionToken.header);
  if (ConnectionToken === undefined || !isContentType(ContentType))
    throw new TypeError("the validator let an event pass");
  response.locals.exchange.input = {
    ConnectionToken,
    ContentType,
    ...(typeof Content === "string" && { Content }),
    ...(typeof ClientToken === "string" && { ClientToken }),
  };
  next();
};

function isContentType(value: unknown): value is SendEventInput["ContentType"] {
  return Object.values<unknown>(contentTypes).includes(value);
}

/**
 * Sends a valid event through the validator, without a socket: it reports a broken document at the first request only.
 */
function tryOut(validator: ReturnType<typeof middleware>): Promise<void> {
  const request = Object.assign(new IncomingMessage(new Socket()), {
    method,
    url: path,
    headers: { "content-type": mediaType },
    body: { ContentType: contentTypes.Typing },
  });
  return new Promise((resolve, reject) => {
    const app = express();
    app.use(validator, () => resolve());
    app.use(((error, _request, _response, _next) => reject(error)) satisfies ErrorRequestHandler);
    app(request, new ServerResponse(request));
  });
}
