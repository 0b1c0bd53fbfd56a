import { once } from "node:events";
import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Line } from "./one-at-a-time.js";

/** How long requests in flight may take to finish once the server shuts down. */
const graceMs = 5_000;

/**
 * Watches a server, and returns what shuts it down: it stops listening, closes connections that have no request in
 * flight at once, the others after their last answer, and whatever is left when the time of grace is over. The promise
 * resolves when the last connection is gone.
 */
export function shutdownOf(server: Server, lines: ReadonlyMap<Duplex, Line>): () => Promise<void> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= server.listening ? shutDown() : Promise.resolve();
    return closed;
  };

  async function shutDown(): Promise<void> {
    const lastIsGone = once(server, "close");
    server.close();
    for (const socket of sockets) {
      const last = lines.get(socket)?.due.at(-1);
      if (last) last.shouldKeepAlive = false;
      else socket.destroy();
    }
    const grace = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, graceMs);
    await lastIsGone.finally(() => clearTimeout(grace));
  }
}
