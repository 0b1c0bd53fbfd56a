import { bodyLimit, connectionToken } from "@sendevent/openapi";
import { type RequestHandler, Router } from "express";
import type { Parts } from "../app.js";
import { guard } from "../control/guard.js";
import { body } from "../http/body.js";
import { crossOrigin, preflight } from "../http/cors.js";
import { errorResponse } from "../http/error-response.js";
import { StubException } from "../http/exception.js";
import { routesTo } from "../http/operations.js";
import type { Settings } from "../options.js";
import { oneToken } from "../send-event/validation.js";
import { chatDocument, participantPaths, socketPath, vocabulary } from "./document.js";
import { withFaults } from "./faults.js";
import { listOf } from "./list.js";
import { participantOperations } from "./participants.js";
import { reported } from "./report.js";
import type { operations } from "./schema.gen.js";

const isOfChat = /^\/(_stub\/chats|participant\/(?!event))/;

/** The chat around SendEvent: what is guarded as the control API is, and what participants do. */
export function chat(settings: Settings, { sockets, log, metrics, closing }: Parts): RequestHandler {
  const route = routesTo<operations>(chatDocument, {
    ...withFaults(participantOperations(settings.idempotencyWindowMs), closing),
    async createChat(_parameters, { body }, response) {
      response.status(201).json(await response.locals.namespace.state.createChat(body));
    },
    async listChats({ limit = 1 }, _request, response) {
      response.json(await listOf(response.locals.namespace, limit, sockets));
    },
    async getChatDocument(_parameters, _request, response) {
      response.json(chatDocument);
    },
    // A WebSocket handshake with a good ticket does not come this far.
    async openChatSocket() {
      const reason = "open a WebSocket, with a ticket that is not used or older than 100 seconds";
      throw new StubException("AccessDeniedException", `Access denied: ${reason}`);
    },
  });
  const error = errorResponse(log, vocabulary, async ({ locals }, { message }) => {
    locals.rejection = message;
  });
  const participant = [...participantPaths.keys()];
  const router = Router({ caseSensitive: true, strict: true })
    .all(["/_stub/chats", "/_stub/chats/openapi.json"], guard(settings), body(bodyLimit), route, error)
    .all(`${socketPath}/:ticket`, body(bodyLimit), route, error)
    .all(participant, crossOrigin)
    .options(participant, preflight)
    .all(participant, reported(log, metrics), body(settings.bodyLimit), oneToken, someToken, route, error);
  // Most requests are for SendEvent: they go by with a look at their path.
  return (request, response, next) => (isOfChat.test(request.url) ? router(request, response, next) : next());
}

/** The credential: absent, it is no violation of the document. */
const someToken: RequestHandler = (request, _response, next) => {
  if (request.method === "POST" && !request.get(connectionToken.header)) {
    throw new StubException(
      "AccessDeniedException",
      `Access denied: send the token in the header ${connectionToken.header}`,
    );
  }
  next();
};
