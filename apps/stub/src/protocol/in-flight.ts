import type { RequestListener, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** How many requests of one connection are worked on at a time. */
const mostAtOnce = 64;

/** The answers that a server owes, connection by connection, in the order in which they are owed. */
export type InFlight = ReadonlyMap<Duplex, ReadonlySet<ServerResponse>>;

/**
 * Keeps account of what a server has yet to answer, and works on so many requests of one connection at a time. The others
 * wait, and no more are read meanwhile: a pipeline without an end would otherwise fill the memory.
 */
export function accountFor(pipeline: RequestListener): { listener: RequestListener; inFlight: InFlight } {
  const inFlight = new Map<Duplex, Set<ServerResponse>>();
  const waiting = new Map<Duplex, (() => void)[]>();

  const listener: RequestListener = (request, response) => {
    const { socket } = request;
    const owed = inFlight.get(socket) ?? account(socket);
    owed.add(response);
    response.once("close", () => {
      owed.delete(response);
      const next = waiting.get(socket)?.shift();
      if (next) next();
      else socket.resume();
    });
    if (owed.size <= mostAtOnce) return pipeline(request, response);
    socket.pause();
    waiting.get(socket)?.push(() => pipeline(request, response));
  };
  return { listener, inFlight };

  function account(socket: Duplex): Set<ServerResponse> {
    const owed = new Set<ServerResponse>();
    inFlight.set(socket, owed);
    waiting.set(socket, []);
    socket.once("close", () => {
      inFlight.delete(socket);
      waiting.delete(socket);
      // Node tells only the answer whose turn it is that its connection is gone, and not those in line behind it.
      for (const response of owed) if (response.socket === null) response.emit("close");
    });
    return owed;
  }
}
