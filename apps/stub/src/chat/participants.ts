import type { Response } from "express";
import { digest, fingerprint } from "../fingerprint.js";
import { StubException } from "../http/exception.js";
import type { Operations } from "../http/operations.js";
import { problemOf } from "../send-event/access.js";
import type { KnownToken, Member } from "../store/store.js";
import { type Drawn, endItem, messageItem, presenceItem } from "./items.js";
import type { components, operations } from "./schema.gen.js";
import { socketUrl } from "./socket-url.js";
import { pageOf } from "./transcript.js";

type Schemas = components["schemas"];
type Participants = "createParticipantConnection" | "sendMessage" | "getTranscript" | "disconnectParticipant";

/** For how long the ticket in a socket's URL is good, in milliseconds. */
const ticketMs = 100_000;

/** What participants do. `replayMs` is for how long a repeated message gets the first response again. */
export function participantOperations(replayMs: number): Pick<Operations<operations>, Participants> {
  return {
    async createParticipantConnection(_parameters, request, response) {
      const { member, expiresAt = Number.POSITIVE_INFINITY } = await holderOf(response, "participant");
      const { Type = ["WEBSOCKET", "CONNECTION_CREDENTIALS"] }: Schemas["ConnectionInput"] = request.body;
      const { store, random, name } = response.locals.namespace;
      const ConnectionToken = `connection-${await random.uuid("token")}`;
      const ticket = await random.uuid("socket");
      const token = { ended: false, participants: 0, member };
      await store.connections.add(
        new Map<string, KnownToken>([
          [fingerprint(ConnectionToken), { ...token, kind: "connection", expiresAt }],
          [fingerprint(ticket), { ...token, kind: "socket", expiresAt: Math.min(expiresAt, Date.now() + ticketMs) }],
        ]),
      );
      const joined = presenceItem("joined", member, await draw(response));
      if (!(await store.chats.join(member, fingerprint(ConnectionToken), joined))) throw denied();
      const expiry = new Date(expiresAt).toISOString();
      const result: Schemas["ParticipantConnection"] = {
        ...(Type.includes("WEBSOCKET") && {
          Websocket: { Url: socketUrl(request, name, ticket), ConnectionExpiry: expiry },
        }),
        ...(Type.includes("CONNECTION_CREDENTIALS") && { ConnectionCredentials: { ConnectionToken, Expiry: expiry } }),
      };
      response.json(result);
    },
    async sendMessage(_parameters, request, response) {
      const { member, connection } = await holderOf(response, "connection");
      const message: Schemas["MessageInput"] = request.body;
      const { chats } = response.locals.namespace.store;
      const payload = digest(message.ContentType, message.Content);
      const key = digest("SendMessage", message.ClientToken, payload);
      const replay = message.ClientToken ? { connection, key, payload, ttlMs: replayMs } : undefined;
      const item = messageItem(member, message, await draw(response));
      const sent = await chats.deliver(member.ContactId, { item, transient: false }, replay);
      if (sent === undefined) throw denied();
      response.json(sent satisfies Schemas["SentMessage"]);
    },
    async getTranscript(_parameters, request, response) {
      const { member } = await holderOf(response, "connection");
      const query: Schemas["TranscriptQuery"] = request.body;
      const { ContactId } = member;
      if (query.ContactId !== undefined && query.ContactId !== ContactId) {
        throw new StubException(
          "ValidationException",
          "ContactId must be that of the participant's own chat, or absent",
        );
      }
      const items = await response.locals.namespace.store.chats.transcript(ContactId);
      response.json({ InitialContactId: ContactId, ...pageOf(items, query) } satisfies Schemas["TranscriptPage"]);
    },
    async disconnectParticipant(_parameters, _request, response) {
      const { member } = await holderOf(response, "connection");
      const left = presenceItem("left", member, await draw(response));
      const ended = endItem(member, await draw(response));
      if (!(await response.locals.namespace.store.chats.leave(member, left, ended))) throw denied();
      response.json({});
    },
  };
}

/** Who sent the request, by a token of this kind. Rejects with an AccessDeniedException when it gives no access to a chat. */
async function holderOf(
  { locals: { namespace, connection = "" } }: Response,
  kind: "connection" | "participant",
): Promise<Pick<KnownToken, "expiresAt"> & { member: Member; connection: string }> {
  const known = await namespace.store.connections.find(connection);
  if (known?.member === undefined) throw denied("the token is of no chat: create one by POST /_stub/chats");
  const problem = problemOf(known, kind);
  if (problem !== undefined) throw denied(problem);
  return { member: known.member, expiresAt: known.expiresAt, connection };
}

async function draw({ locals: { namespace } }: Response): Promise<Drawn> {
  return { Id: await namespace.random.uuid("item"), AbsoluteTime: (await namespace.random.time()).toISOString() };
}

function denied(reason = "the participant has left the chat, or the chat has ended"): StubException {
  return new StubException("AccessDeniedException", `Access denied: ${reason}`);
}
