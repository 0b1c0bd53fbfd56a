import type { RequestListener, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** How many requests of one connection may wait for their turn. */
const mostWaiting = 1_000;

/** What a server owes the caller on one connection. */
export interface Line {
  /** The answers that are due, in their order. Only the first is being worked on. */
  readonly due: ServerResponse[];
  /** The answer to the last request that came, due or given. */
  last?: ServerResponse;
}

/**
 * Works on the requests of one connection one after the other, as they are answered. Node would start them all, keep what
 * they answer until it is its turn, and tell none but the first when the caller leaves. A caller who sends too many
 * requests without waiting for an answer is cut off: nothing else would bound them.
 */
export function oneAtATime(pipeline: RequestListener): {
  listener: RequestListener;
  lines: ReadonlyMap<Duplex, Line>;
} {
  const lines = new Map<Duplex, Line>();
  const listener: RequestListener = ({ socket }, response) => {
    const line = lines.get(socket) ?? begin(socket);
    line.last = response;
    line.due.push(response);
    if (line.due.length > mostWaiting) socket.destroy();
    else if (line.due.length === 1) serve(response, line);
  };
  return { listener, lines };

  function begin(socket: Duplex): Line {
    const line: Line = { due: [] };
    lines.set(socket, line);
    socket.once("close", () => lines.delete(socket));
    return line;
  }

  function serve(response: ServerResponse, line: Line): void {
    response.once("close", () => {
      line.due.shift();
      const [next] = line.due;
      if (next?.req.socket.writable) serve(next, line);
    });
    pipeline(response.req, response);
  }
}
