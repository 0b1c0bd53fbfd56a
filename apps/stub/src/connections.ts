import type { CheckedConnection } from "./control/check.js";
import type { components } from "./control/schema.gen.js";
import type { Entropy } from "./entropy.js";
import { StubException } from "./exception.js";
import { fingerprint } from "./fingerprint.js";
import type { ConnectionStore } from "./store/store.js";

/** What to issue: all of it is optional. */
export type ConnectionRequest = components["schemas"]["ConnectionRequest"];
/** Tokens that were issued. */
export type Connection = components["schemas"]["Connection"];

/** Issues the tokens of a chat, and remembers them. Throws a ValidationException when they are one and the same. */
export async function issueConnection(
  { ttlSeconds, participants, ...request }: CheckedConnection,
  connections: ConnectionStore,
  entropy: Entropy,
): Promise<Connection> {
  const ConnectionToken = request.ConnectionToken ?? `connection-${await entropy.uuid("token")}`;
  const ParticipantToken = request.ParticipantToken ?? `participant-${await entropy.uuid("token")}`;
  if (ConnectionToken === ParticipantToken) {
    throw new StubException("ValidationException", "ConnectionToken and ParticipantToken must differ");
  }
  const expiresAt = Date.now() + ttlSeconds * 1000;
  await connections.add({
    ConnectionToken: fingerprint(ConnectionToken),
    ParticipantToken: fingerprint(ParticipantToken),
    expiresAt,
    participants,
  });
  return { ParticipantToken, ConnectionToken, Expiry: new Date(expiresAt).toISOString() };
}
