import { exceptions, headers } from "./contract.gen.js";

// The figures of the vendor's retry mode "standard", in milliseconds (decisions/0101-retry-mode.md)
const baseDelay = 100;
const throttlingBaseDelay = 500;
const maxDelay = 20_000;

/**
 * How many milliseconds to wait after so many attempts: random, up to a limit that doubles each time. The last response's
 * `Retry-After`, in seconds or as a date, makes it longer, never shorter.
 */
export function retryDelay(attempts: number, response: Response | undefined): number {
  const base = response?.status === exceptions.ThrottlingException ? throttlingBaseDelay : baseDelay;
  const jittered = Math.random() * Math.min(maxDelay, base * 2 ** (attempts - 1));
  return Math.floor(Math.min(maxDelay, Math.max(jittered, retryAfter(response?.headers.get(headers.RetryAfter)))));
}

function retryAfter(value: string | null = null): number {
  const seconds = Number(value);
  return (Number.isNaN(seconds) ? Date.parse(value ?? "") - Date.now() : seconds * 1000) || 0;
}
