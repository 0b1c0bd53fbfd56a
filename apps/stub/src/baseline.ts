import { randomUUID } from "node:crypto";
import { type ConnectionRequest, checkedConnection, checkedFault, type FaultRequest } from "./control/check.js";
import { digest, fingerprint } from "./fingerprint.js";
import { StubException } from "./http/exception.js";
import type { StubOptions } from "./options.js";
import type { Baseline, Fault, KnownToken } from "./store/store.js";

/**
 * What every namespace starts with, and goes back to. It is kept in no store, so that each replica, and each restart, has
 * what its own options say. Throws a ValidationException that says what is wrong.
 */
export function baselineOf({ connections = [], faults = [] }: Pick<StubOptions, "connections" | "faults">): Baseline {
  const tokens = connections.flatMap((request) => {
    // Nobody waits for the token to expire unless it was said when.
    const expiresAt = request.ttlSeconds === undefined ? undefined : Date.now() + request.ttlSeconds * 1000;
    const { ConnectionToken = randomUUID(), ParticipantToken = randomUUID(), ...checked } = checkedConnection(request);
    return [...tokensOf({ ...checked, ConnectionToken, ParticipantToken }, expiresAt)];
  });
  return {
    tokens: new Map(tokens),
    // Replicas must agree on an id, to count a fault's hits together.
    faults: faults.map((request, index) =>
      faultOf(`file-${index + 1}-${digest(JSON.stringify(request)).slice(0, 8)}`, request),
    ),
  };
}

/** The fault that a request asks for. Throws a ValidationException that says what is wrong. */
export function faultOf(id: string, request: FaultRequest): Fault {
  const { connectionToken, ...fault } = checkedFault(request);
  const connection = connectionToken === undefined ? {} : { connectionFingerprint: fingerprint(connectionToken) };
  const times = fault.times ?? fault.sequence?.length;
  return { id, hits: 0, ...fault, ...connection, ...(times !== undefined && { times }) };
}

/** What is known of the tokens of a chat, by their fingerprints. */
export function tokensOf(
  chat: Required<Pick<ConnectionRequest, "ConnectionToken" | "ParticipantToken" | "participants">>,
  expiresAt: number | undefined,
): Map<string, KnownToken> {
  const { ConnectionToken, ParticipantToken, participants } = chat;
  if (ConnectionToken === ParticipantToken) {
    throw new StubException("ValidationException", "ConnectionToken and ParticipantToken must differ");
  }
  return new Map([
    [fingerprint(ConnectionToken), { kind: "connection", expiresAt, participants, ended: false }],
    [fingerprint(ParticipantToken), { kind: "participant", expiresAt, participants, ended: false }],
  ]);
}
