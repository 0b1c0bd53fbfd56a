import { faultOf, tokensOf } from "./baseline.js";
import { type ChatRequest, createChat, type IssuedChat } from "./chat/create-chat.js";
import { type ConnectionRequest, checkedConnection, type FaultRequest } from "./control/check.js";
import type { components } from "./control/schema.gen.js";
import { fingerprint } from "./fingerprint.js";
import { StubException } from "./http/exception.js";
import type { RandomSource } from "./random-source.js";
import type { Fault, NamespaceStore } from "./store/store.js";

/** Tokens that were issued. */
export type Connection = components["schemas"]["Connection"];

/** What a test can do with the state of a stub, or of one of its namespaces: the same over HTTP and in process. */
export interface State {
  /** Stages a fault. Rejects with a ConflictException when 1,000 are staged, or a ValidationException that says what is wrong. */
  addFault(fault: FaultRequest): Promise<Fault>;
  /** Removes a fault by its id. Resolves to whether there was one. */
  removeFault(id: string): Promise<boolean>;
  /** Issues the tokens of a chat. Rejects with a ValidationException that says what is wrong. */
  issueConnection(connection?: ConnectionRequest): Promise<Connection>;
  /** Creates a chat, and issues the tokens of its participants. Rejects with a ValidationException that says what is wrong. */
  createChat(chat?: ChatRequest): Promise<IssuedChat>;
  /** Ends the chat of a ConnectionToken. Resolves to whether there was one. */
  endConnection(ConnectionToken: string): Promise<boolean>;
  /**
   * Goes back to the connections and faults that the stub was started with, and starts a seed from its beginning; or resets
   * what is of one connection, by its ConnectionToken.
   */
  reset(options?: { token?: string | undefined }): Promise<void>;
}

/** The state that is kept in `store`. */
export function createState(store: NamespaceStore, random: RandomSource): State {
  const { connections, faults } = store;
  return {
    async addFault(request) {
      const staged = faultOf(await random.uuid("fault"), request);
      if (await faults.add(staged)) return staged;
      throw new StubException("ConflictException", "Too many faults are staged: remove some");
    },
    removeFault: (id) => faults.remove(id),
    async issueConnection(request = {}) {
      const { ttlSeconds, ...checked } = checkedConnection(request);
      const ConnectionToken = checked.ConnectionToken ?? `connection-${await random.uuid("token")}`;
      const ParticipantToken = checked.ParticipantToken ?? `participant-${await random.uuid("token")}`;
      const expiresAt = Date.now() + ttlSeconds * 1000;
      await connections.add(tokensOf({ ...checked, ConnectionToken, ParticipantToken }, expiresAt));
      const connectionFingerprint = fingerprint(ConnectionToken);
      return { ParticipantToken, ConnectionToken, connectionFingerprint, Expiry: new Date(expiresAt).toISOString() };
    },
    createChat: (request) => createChat(store, random, request),
    endConnection: (ConnectionToken) => connections.end(fingerprint(ConnectionToken)),
    reset: ({ token } = {}) => store.reset(token === undefined ? undefined : fingerprint(token)),
  };
}
