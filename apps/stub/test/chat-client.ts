import { once } from "node:events";
import { WebSocket } from "ws";
import type { IssuedChat } from "../src/index.js";
import { type EventResponse, sendEvent, typing } from "./send-event.js";

/** What is delivered, as far as tests look at it. */
export interface Item {
  Id: string;
  AbsoluteTime: string;
  Type: string;
  ContentType: string;
  Content?: string;
  ParticipantId?: string;
  DisplayName?: string;
  MessageMetadata?: { MessageId: string; Receipts: Record<string, string>[] };
}

export const joined = "application/vnd.amazonaws.connect.event.participant.joined";
export const left = "application/vnd.amazonaws.connect.event.participant.left";
export const ended = "application/vnd.amazonaws.connect.event.chat.ended";

/** Calls an operation of a participant, as any HTTP client would. */
export async function call(
  { url }: { url: string },
  operation: "connection" | "message" | "transcript" | "disconnect",
  token: string | undefined,
  body: object = {},
  more: Record<string, string> = {},
): Promise<EventResponse> {
  const response = await fetch(`${url}/participant/${operation}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token !== undefined && { "x-amz-bearer": token }), ...more },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const exception = response.headers.get("x-amzn-errortype");
  return { status: response.status, exception, headers: response.headers, body: JSON.parse(text || "{}") };
}

/** A WebSocket that has subscribed to its chat. */
export class Listener implements AsyncDisposable {
  readonly items: Item[] = [];
  readonly frames: Record<string, unknown>[] = [];
  readonly socket: WebSocket;
  /** The close code and reason, once it is closed. */
  readonly closed: Promise<[number, string]>;

  private constructor(url: string, options: object) {
    this.socket = new WebSocket(url, options);
    this.closed = once(this.socket, "close").then(([code, reason]) => [code, String(reason)]);
    this.closed.catch(() => {}); // tests that expect an error look at it themselves
    this.socket.on("message", (data) => {
      const frame = JSON.parse(String(data));
      this.frames.push(frame);
      if (frame.topic === "aws/chat") this.items.push(JSON.parse(frame.content));
      this.socket.emit("frame");
    });
  }

  static async open(url: string, options: object = {}): Promise<Listener> {
    const listener = new Listener(url, options);
    await once(listener.socket, "open");
    return listener;
  }

  static async subscribe(url: string, options: object = {}): Promise<Listener> {
    const listener = await Listener.open(url, options);
    await listener.ask("aws/subscribe", { topics: ["aws/chat"] });
    return listener;
  }

  /** Sends a frame, and waits for the one that comes back. */
  async ask(topic: string, content?: object): Promise<Record<string, unknown> | undefined> {
    const seen = this.frames.length;
    this.socket.send(JSON.stringify({ topic, content }));
    return this.#until(() => this.frames.slice(seen).find((frame) => frame["topic"] === topic));
  }

  /** Resolves to the first item that is meant, as soon as it is there. */
  async item(contentType: string): Promise<Item> {
    return this.#until(() => this.items.find(({ ContentType }) => ContentType === contentType));
  }

  /** Resolves to the first items, as soon as there are so many. */
  async first(count: number): Promise<Item[]> {
    return this.#until(() => (this.items.length >= count ? this.items.slice(0, count) : undefined));
  }

  async #until<Found>(find: () => Found | undefined): Promise<Found> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await once(this.socket, "frame");
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.terminate();
    await this.closed.catch(() => {});
  }
}

/** A participant that has joined: its tokens, and its socket, which has subscribed. */
export interface Joined extends AsyncDisposable {
  readonly id: string;
  readonly participantToken: string;
  readonly token: string;
  readonly url: string;
  readonly listener: Listener;
}

/** Joins a chat as one of its participants. */
export async function join(
  stub: { url: string },
  chat: IssuedChat,
  index: number,
  options: object = {},
): Promise<Joined> {
  const { ParticipantId = "", ParticipantToken = "" } = chat.Participants[index] ?? {};
  const { body } = await call(stub, "connection", ParticipantToken);
  const { Websocket, ConnectionCredentials } = Object(body);
  const listener = await Listener.subscribe(Websocket.Url, options);
  return {
    id: ParticipantId,
    participantToken: ParticipantToken,
    token: ConnectionCredentials.ConnectionToken,
    url: Websocket.Url,
    listener,
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  };
}

/** Sends a typing event, which every subscribed socket gets after all that was delivered before it. */
export function type(stub: { url: string }, { token }: Joined, ClientToken?: string): Promise<EventResponse> {
  return sendEvent(stub, { ContentType: typing, ClientToken }, { token });
}
