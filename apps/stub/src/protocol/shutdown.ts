import { once } from "node:events";
import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** How long requests in flight may take to finish once the server shuts down. */
const graceMs = 5_000;

/**
 * Watches a server, and returns what shuts it down: it stops listening, closes connections that have no request in
 * flight at once, the others after their answer, and whatever is left when the time of grace is over. The promise
 * resolves when the last connection is gone.
 */
export function shutdownOf(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>();
  const inFlight = new Set<ServerResponse>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.prependListener("request", (_request, response) => {
    inFlight.add(response);
    response.once("close", () => inFlight.delete(response));
  });
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= server.listening ? shutDown() : Promise.resolve();
    return closed;
  };

  async function shutDown(): Promise<void> {
    const lastIsGone = once(server, "close");
    server.close();
    for (const response of inFlight) response.shouldKeepAlive = false;
    const busy = new Set([...inFlight].map(({ socket }) => socket));
    for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
    const grace = setTimeout(() => server.closeAllConnections(), graceMs);
    await lastIsGone.finally(() => clearTimeout(grace));
  }
}
