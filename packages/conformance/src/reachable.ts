import { writeRequest } from "./request.js";
import { exchange } from "./wire.js";

/** Sends a server one harmless request. Rejects with an Error of one line when there is no response, and so no run. */
export async function checkReachable(url: URL, timeoutMs: number): Promise<void> {
  const { method, bytes } = writeRequest({ method: "OPTIONS", path: "/" }, url);
  await exchange(url, method, bytes, { timeoutMs }).catch(({ message }: Error) => {
    throw new Error(`${url.origin} can't be reached: ${message}`);
  });
}
