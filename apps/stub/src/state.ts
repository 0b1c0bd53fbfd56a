import { type ConnectionRequest, checkedConnection, checkedFault, type FaultRequest } from "./control/check.js";
import type { components } from "./control/schema.gen.js";
import { fingerprint } from "./fingerprint.js";
import { StubException } from "./http/exception.js";
import type { RandomSource } from "./random-source.js";
import type { Fault, Store } from "./store/store.js";

/** Tokens that were issued. */
export type Connection = components["schemas"]["Connection"];

/** What a test can do with the state of a stub: the same over HTTP and in process. */
export interface State {
  /** Stages a fault. Rejects with a ConflictException when 1,000 are staged, or a ValidationException that says what is wrong. */
  addFault(fault: FaultRequest): Promise<Fault>;
  /** Removes a fault by its id. Resolves to whether there was one. */
  removeFault(id: string): Promise<boolean>;
  /** Issues the tokens of a chat. Rejects with a ValidationException that says what is wrong. */
  issueConnection(connection?: ConnectionRequest): Promise<Connection>;
  /** Ends the chat of a ConnectionToken. Resolves to whether there was one. */
  endConnection(ConnectionToken: string): Promise<boolean>;
  /** Resets all state, and starts a seed from its beginning. */
  reset(): Promise<void>;
}

/** The state that is kept in `store`. */
export function createState(store: Store, random: RandomSource): State {
  const { connections, faults } = store;
  return {
    async addFault(request) {
      const { connectionToken, ...fault } = checkedFault(request);
      const connection = connectionToken === undefined ? {} : { connectionFingerprint: fingerprint(connectionToken) };
      const staged = { id: await random.uuid("fault"), hits: 0, ...fault, ...connection };
      if (await faults.add(staged)) return staged;
      throw new StubException("ConflictException", "Too many faults are staged: remove some");
    },
    removeFault: (id) => faults.remove(id),
    async issueConnection(request = {}) {
      const { ttlSeconds, participants, ...tokens } = checkedConnection(request);
      const ConnectionToken = tokens.ConnectionToken ?? `connection-${await random.uuid("token")}`;
      const ParticipantToken = tokens.ParticipantToken ?? `participant-${await random.uuid("token")}`;
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
    },
    endConnection: (ConnectionToken) => connections.end(fingerprint(ConnectionToken)),
    reset: () => store.reset(),
  };
}
