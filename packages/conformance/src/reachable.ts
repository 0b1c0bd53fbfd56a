import { exchange, WireError } from "./wire.js";

/** Sends a server one harmless request. Rejects with an Error of one line when there is no response, and so no run. */
export async function checkReachable(url: URL, timeoutMs: number): Promise<void> {
  const request = Buffer.from(`OPTIONS / HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\n\r\n`);
  try {
    await exchange(url, "OPTIONS", request, { timeoutMs });
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw new Error(`${url.origin} can't be reached: ${error.message}`);
  }
}
