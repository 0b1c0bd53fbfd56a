import { fingerprint } from "../fingerprint.js";
import { StubException } from "../http/exception.js";
import type { RandomSource } from "../random-source.js";
import type { ConnectionStore } from "../store/store.js";
import type { CheckedConnection } from "./check.js";
import type { components } from "./schema.gen.js";

/** What to issue: all of it is optional. */
export type ConnectionRequest = components["schemas"]["ConnectionRequest"];
/** Tokens that were issued. */
export type Connection = components["schemas"]["Connection"];

/** Issues the tokens of a chat. Throws a ValidationException when they are one and the same. */
export async function issueConnection(
  { ttlSeconds, participants, ...request }: CheckedConnection,
  connections: ConnectionStore,
  random: RandomSource,
): Promise<Connection> {
  const ConnectionToken = request.ConnectionToken ?? `connection-${await random.uuid("token")}`;
  const ParticipantToken = request.ParticipantToken ?? `participant-${await random.uuid("token")}`;
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
