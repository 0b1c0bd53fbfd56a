import type { RequestHandler } from "express";
import { StubException } from "../http/exception.js";
import type { Access } from "../options.js";
import type { KnownToken } from "../store/store.js";
import { isReservedToken } from "./reserved-token.js";
import { isReceipt } from "./warnings.js";

/** The participants between whom receipts work. */
const receiptParticipants = 2;

/** Rejects tokens that give no access, and receipts that the chat does not support. */
export function access(mode: Access): RequestHandler {
  return async (_request, response, next) => {
    const { event, namespace } = response.locals;
    const { ConnectionToken, connection, ContentType } = event;
    if (isReservedToken(ConnectionToken)) return next();
    const known = await namespace.store.connections.find(connection);
    const problem = known ? problemOf(known) : mode === "registered" && "the token was not issued here";
    if (problem) throw new StubException("AccessDeniedException", `Access denied: ${problem}`);
    if (known && known.participants > receiptParticipants && isReceipt(ContentType)) {
      const problem = `with more than ${receiptParticipants} active participants: the chat has ${known.participants}`;
      throw new StubException("ConflictException", `Receipts are not supported ${problem}`);
    }
    next();
  };
}

function problemOf({ kind, ended, expiresAt = Number.POSITIVE_INFINITY }: KnownToken): string | undefined {
  if (kind === "participant") return "a ParticipantToken was sent, and a ConnectionToken is needed";
  if (ended) return "the chat has ended";
  return Date.now() >= expiresAt ? "the ConnectionToken has expired" : undefined;
}
