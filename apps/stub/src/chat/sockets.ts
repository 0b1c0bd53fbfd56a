import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket, WebSocketServer } from "ws";
import type { Parts } from "../app.js";
import { fingerprint } from "../fingerprint.js";
import type { Upgrades } from "../http/server.js";
import type { Namespace } from "../namespace.js";
import { problemOf } from "../send-event/access.js";
import type { Member } from "../store/store.js";
import { ChatSocket } from "./chat-socket.js";
import { socketPath } from "./document.js";
import { ChatFollower } from "./follower.js";

/** How many sockets may be open at once, and how many of them for one participant. */
const mostSockets = 1_000;
const mostOfParticipant = 10;
/** The largest frame that a client may send, in bytes. */
const maxPayload = 16 * 1024;
/** How often a client is asked whether it is still there, in milliseconds. */
const pingMs = 30_000;

const socketUrl = new RegExp(`^(?:/_stub/ns/([A-Za-z0-9_-]{1,64}))?${socketPath}/([\\w-]{1,100})(?:\\?|$)`);

/** All sockets that are open at this stub. */
export class ChatSockets implements Upgrades {
  readonly #parts: Omit<Parts, "sockets" | "store">;
  #server: Promise<WebSocketServer> | undefined;
  readonly #followers = new Map<string, ChatFollower>();
  #open = 0;
  #pinging: NodeJS.Timeout | undefined;

  constructor(parts: Omit<Parts, "sockets" | "store">) {
    this.#parts = parts;
    parts.closing.addEventListener("abort", () => {
      for (const socket of this.#all()) socket.close("stopping");
    });
  }

  isMeant({ url = "", headers: { upgrade = "" } }: IncomingMessage): boolean {
    return upgrade.toLowerCase() === "websocket" && socketUrl.test(url);
  }

  /** Opens a WebSocket for the ticket in the request's URL. */
  async take(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<boolean> {
    const [, name = "", ticket = ""] = socketUrl.exec(request.url ?? "") ?? [];
    const namespace = this.#parts.namespaces(name);
    const token = await namespace.store.connections.takeTicket(fingerprint(ticket));
    const { member } = token ?? {};
    if (token === undefined || member === undefined || problemOf(token, "socket") !== undefined) return false;
    const chat = await namespace.store.chats.find(member.ContactId);
    this.#server ??= createServer();
    const server = await this.#server;
    if (chat === undefined || socket.destroyed) return false;
    server.handleUpgrade(request, socket, head, (opened) => this.#add(opened, namespace, member, chat.expiresAt));
    return true;
  }

  /** How many sockets a participant has open. */
  countOf(namespace: string, { ContactId, ParticipantId }: Member): number {
    const sockets = [...(this.#followers.get(keyOf(namespace, ContactId))?.sockets ?? [])];
    return sockets.filter(({ member }) => member.ParticipantId === ParticipantId).length;
  }

  #add(opened: WebSocket, namespace: Namespace, member: Member, expiresAt: number): void {
    const { log, metrics, closing } = this.#parts;
    const key = keyOf(namespace.name, member.ContactId);
    const isCrowded = this.#open >= mostSockets || this.countOf(namespace.name, member) >= mostOfParticipant;
    const known = this.#followers.get(key);
    const follower = known && !known.isOver ? known : new ChatFollower(member.ContactId, namespace, log);
    const { ContactId, ParticipantId } = member;
    const where = { ...(namespace.name !== "" && { namespace: namespace.name }), ContactId, ParticipantId };
    const socket = new ChatSocket(opened, member, expiresAt, {
      followed: () => follower.ready,
      closing: (why, code) => {
        log.info({ ...where, why, code }, "chat socket closed");
        metrics.chat.count("closed", { code: String(code) });
      },
      closed: () => {
        follower.sockets.delete(socket);
        if (follower.sockets.size === 0) {
          follower.stop();
          if (this.#followers.get(key) === follower) this.#followers.delete(key);
        }
        this.#count(-1);
      },
    });
    this.#followers.set(key, follower);
    follower.sockets.add(socket);
    this.#count(1);
    log.info(where, "chat socket opened");
    if (closing.aborted) socket.close("stopping");
    else if (isCrowded) socket.close("crowded");
  }

  #count(change: 1 | -1): void {
    this.#open += change;
    this.#parts.metrics.chat.sockets(this.#open);
    if (this.#open === 0) {
      clearInterval(this.#pinging);
      this.#pinging = undefined;
    } else {
      this.#pinging ??= setInterval(() => {
        for (const socket of this.#all()) socket.ping();
      }, pingMs);
    }
  }

  #all(): ChatSocket[] {
    return [...this.#followers.values()].flatMap(({ sockets }) => [...sockets]);
  }
}

/** Loaded late: it slows the start, and few need it. */
async function createServer(): Promise<WebSocketServer> {
  const { WebSocketServer } = await import("ws");
  return new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload });
}

function keyOf(namespace: string, ContactId: string): string {
  return `${namespace} ${ContactId}`;
}
