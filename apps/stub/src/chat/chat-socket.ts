import type { WebSocket } from "ws";
import type { Member } from "../store/store.js";

/** How many bytes may wait for a client that reads too slowly. */
export const mostQueuedBytes = 1024 * 1024;
/** How long a client may take to confirm that a socket closes, in milliseconds. */
const lingerMs = 1_000;
/** How long a client may take to close its socket when its chat is over, in milliseconds. */
const partingMs = 500;
/** The longest delay that a timer of Node can wait, in milliseconds. */
const longestMs = 2 ** 31 - 1;

/** Why the stub closes a socket: the close code, and the reason that goes with it. */
export const closings = {
  ended: [1000, "the chat has ended"],
  left: [1000, "the participant has left the chat"],
  stopping: [1001, "the stub stops"],
  removed: [1001, "the chat was removed"],
  malformed: [1007, "a frame must be JSON with a topic"],
  expired: [1008, "the tokens of the chat have expired"],
  fault: [1011, "a fault closes the socket"],
  crowded: [1013, "too many sockets are open: close some"],
  slow: [1013, `more than ${mostQueuedBytes} bytes wait to be read: read faster, and read the transcript`],
  missed: [1013, "deliveries were missed: connect again, and read the transcript"],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

/** What a socket needs of its surroundings. */
export interface SocketOwner {
  /** Resolves once everything that happens from now on is delivered. */
  followed(): Promise<void>;
  closing(why: keyof typeof closings, code: number): void;
  closed(): void;
}

/** One socket of a participant: answers its frames, and writes what is delivered. */
export class ChatSocket {
  readonly member: Member;
  isSubscribed = false;
  isAlive = true;
  readonly #socket: WebSocket;
  readonly #owner: SocketOwner;
  readonly #timers = new Set<NodeJS.Timeout>();
  #delayedBytes = 0;

  constructor(socket: WebSocket, member: Member, expiresAt: number, owner: SocketOwner) {
    this.member = member;
    this.#socket = socket;
    this.#owner = owner;
    this.#after(Math.min(expiresAt - Date.now(), longestMs), () => this.close("expired"));
    socket.on("error", () => {}); // it closes
    socket.on("pong", () => {
      this.isAlive = true;
    });
    socket.on("message", (data, isBinary) => void this.#answer(isBinary ? "" : String(data)));
    socket.once("close", () => {
      for (const timer of this.#timers) clearTimeout(timer);
      owner.closed();
    });
  }

  /** Writes a text, or closes the socket when too much waits already. */
  send(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const queued = this.#socket.bufferedAmount + this.#delayedBytes + Buffer.byteLength(text);
    if (queued > mostQueuedBytes) this.close("slow");
    else this.#socket.send(text, () => {}); // an error closes it
  }

  /** Does something later, unless the socket is closed by then. `text` is what it is about, which waits until then. */
  later(delayMs: number, text: string, action: () => void): void {
    const bytes = Buffer.byteLength(text);
    this.#delayedBytes += bytes;
    this.#after(delayMs, () => {
      this.#delayedBytes -= bytes;
      action();
    });
  }

  /** Asks whether the client is still there; ends the connection when it has not answered the last time. */
  ping(): void {
    if (!this.isAlive) this.#socket.terminate();
    this.isAlive = false;
    this.#socket.ping(undefined, undefined, () => {});
  }

  /** Tells the client why, and ends the connection when it does not confirm in time. */
  close(why: keyof typeof closings): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const [code, reason] = closings[why];
    this.isSubscribed = false;
    this.#owner.closing(why, code);
    this.#socket.close(code, reason);
    this.#after(lingerMs, () => this.#socket.terminate());
  }

  /** Delivers nothing any more, and closes the socket soon: a client that knows what has happened closes it itself, and does not come back. */
  closeSoon(why: keyof typeof closings): void {
    this.isSubscribed = false;
    this.#after(partingMs, () => this.close(why));
  }

  async #answer(text: string): Promise<void> {
    const frame = frameOf(text);
    if (frame === undefined) return this.close("malformed");
    const { topic, topics } = frame;
    if (topic === "aws/heartbeat" || topic === "aws/ping") {
      this.send(JSON.stringify({ topic, statusCode: 200, statusContent: "OK" }));
    }
    if (topic !== "aws/subscribe" && topic !== "aws/unsubscribe") return;
    const known = topics.filter((name) => name === "aws/chat");
    if (topic === "aws/subscribe") await this.#owner.followed();
    if (known.length > 0) this.isSubscribed = topic === "aws/subscribe";
    this.send(JSON.stringify({ topic, content: { status: known.length > 0 ? "success" : "failure", topics: known } }));
  }

  #after(ms: number, action: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, ms);
    this.#timers.add(timer);
  }
}

/** What a client asks for, when it is JSON with a topic. */
function frameOf(text: string): { topic: string; topics: unknown[] } | undefined {
  try {
    const { topic, content }: { topic?: unknown; content?: unknown } = Object(JSON.parse(text));
    const { topics }: { topics?: unknown } = Object(content);
    return typeof topic === "string" ? { topic, topics: Array.isArray(topics) ? topics : [] } : undefined;
  } catch {
    return undefined; // not JSON
  }
}
