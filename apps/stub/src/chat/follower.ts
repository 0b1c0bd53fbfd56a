import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../log.js";
import type { Namespace } from "../namespace.js";
import type { ChatItem } from "../store/store.js";
import { StoreError } from "../store/store-error.js";
import type { ChatSocket, closings } from "./chat-socket.js";
import { deliverWith, deliveryFault, stagedFor } from "./delivery-faults.js";

/** How long to wait before a store that failed is asked again, in milliseconds. */
const pauseMs = 500;

/** Follows one chat for the sockets that are open here, and writes every delivery to each that has subscribed: in order, once. */
export class ChatFollower {
  readonly sockets = new Set<ChatSocket>();
  readonly #ContactId: string;
  readonly #namespace: Namespace;
  readonly #stop = new AbortController();
  /** Resolves once everything that happens from now on is delivered. */
  readonly ready: Promise<void>;
  /** Whether nothing is delivered any more. */
  isOver = false;
  #setReady = () => {};

  constructor(ContactId: string, namespace: Namespace, log: Log) {
    this.#ContactId = ContactId;
    this.#namespace = namespace;
    this.ready = new Promise((resolve) => {
      this.#setReady = resolve;
    });
    this.#follow().catch((error) => {
      log.error({ err: error }, "defect");
      this.#closeAll("missed");
    });
  }

  stop(): void {
    this.#stop.abort();
    this.#setReady();
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stop;
    for (let last: number | undefined; !signal.aborted; ) {
      try {
        last = await this.#step(last, signal);
        if (last === undefined) return;
      } catch (error) {
        if (!(error instanceof StoreError)) throw error; // the store has counted its own
        await delay(pauseMs, undefined, { signal }).catch(() => {});
      }
    }
  }

  /** Delivers what there is, or waits for more. Resolves to the number of the last delivery; to nothing when it is over. */
  async #step(last: number | undefined, signal: AbortSignal): Promise<number | undefined> {
    const { chats } = this.#namespace.store;
    const newest = await chats.newest(this.#ContactId);
    if (newest === undefined || newest < (last ?? 0)) return this.#closeAll("removed");
    if (last === undefined || newest === last) {
      this.#setReady();
      await chats.waitFor(this.#ContactId, newest, signal);
      return newest;
    }
    const found = await chats.deliveries(this.#ContactId, last);
    if (found[0]?.number !== last + 1) return this.#closeAll("missed");
    for (const { item } of found) await this.#deliver(item);
    return found.at(-1)?.number;
  }

  async #deliver(item: ChatItem): Promise<void> {
    const text = JSON.stringify({ topic: "aws/chat", contentType: "application/json", content: JSON.stringify(item) });
    const staged = await stagedFor(item, this.#namespace);
    for (const socket of this.sockets) {
      if (!socket.isSubscribed) continue;
      const fault = staged.length > 0 ? await deliveryFault(staged, socket.member, this.#namespace) : undefined;
      deliverWith(fault, socket, text);
    }
    for (const socket of this.sockets) {
      if (item.ContentType.endsWith(".chat.ended")) socket.closeSoon("ended");
      const isWhoLeft = socket.member.ParticipantId === item.ParticipantId;
      if (isWhoLeft && item.ContentType.endsWith(".participant.left")) socket.closeSoon("left");
    }
  }

  #closeAll(why: keyof typeof closings): undefined {
    this.isOver = true;
    for (const socket of this.sockets) socket.close(why);
    this.#setReady();
  }
}
