import { UsageError } from "./settings.js";
import { exchange, WireError } from "./wire.js";

/** Asks a server for anything at all. Rejects with one line that says why there can be no run. */
export async function isReachable(url: URL, timeoutMs: number): Promise<void> {
  const question = Buffer.from(`OPTIONS / HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\n\r\n`);
  try {
    await exchange(url, "OPTIONS", question, { timeoutMs });
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw new UsageError(`${url.origin} can't be reached: ${error.message}`);
  }
}
