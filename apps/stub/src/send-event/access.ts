import type { RequestHandler } from "express";
import { StubException } from "../http/exception.js";
import type { Access } from "../options.js";
import type { Fault, KnownToken, Member } from "../store/store.js";
import { isReservedToken } from "./reserved-token.js";
import { isReceipt } from "./warnings.js";

declare global {
  namespace Express {
    interface Locals {
      /** Whose token it is, from the access on, when it is of a chat of the stub. */
      member?: Member | undefined;
      /** The faults that were staged when the event came, from the access on. */
      staged: readonly Fault[];
    }
  }
}

/** The participants between whom receipts work. */
const receiptParticipants = 2;

/** Rejects tokens that give no access, and receipts that the chat does not support. */
export function access(mode: Access): RequestHandler {
  return async (_request, response, next) => {
    const { event, namespace } = response.locals;
    const { ConnectionToken, connection, ContentType } = event;
    const { connections, faults } = namespace.store;
    // Both at once: of a store that is far away, each trip takes time.
    const [known, staged] = await Promise.all([connections.find(connection), faults.list()]);
    response.locals.staged = staged;
    if (isReservedToken(ConnectionToken)) return next();
    const problem = known ? problemOf(known) : mode === "registered" && "the token was not issued here";
    if (problem) throw new StubException("AccessDeniedException", `Access denied: ${problem}`);
    if (known && known.participants > receiptParticipants && isReceipt(ContentType)) {
      const problem = `with more than ${receiptParticipants} active participants: the chat has ${known.participants}`;
      throw new StubException("ConflictException", `Receipts are not supported ${problem}`);
    }
    response.locals.member = known?.member;
    next();
  };
}

const names = { connection: "ConnectionToken", participant: "ParticipantToken", socket: "ticket of a socket" } as const;

/** Why a token gives no access to what another kind is for, or does not now. */
export function problemOf(
  { kind, ended, member, expiresAt = Number.POSITIVE_INFINITY }: KnownToken,
  wanted: KnownToken["kind"] = "connection",
): string | undefined {
  if (kind !== wanted) return `a ${names[kind]} was sent, and a ${names[wanted]} is needed`;
  if (ended) return member ? "the participant has left the chat, or the chat has ended" : "the chat has ended";
  return Date.now() >= expiresAt ? `the ${names[kind]} has expired` : undefined;
}
