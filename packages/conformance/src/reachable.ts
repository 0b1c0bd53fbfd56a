import { writeRequest } from "./request.js";
import { type Connection, send } from "./send.js";

/** Sends a server one harmless request. Rejects with an Error of one line when there is no response, and so no run. */
export async function checkReachable(server: Connection): Promise<void> {
  await send(writeRequest({ method: "OPTIONS", path: "/" }, server), server).catch(({ message }: Error) => {
    throw new Error(`${server.url.origin} can't be reached: ${message}`);
  });
}
