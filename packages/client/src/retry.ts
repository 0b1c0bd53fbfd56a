import { ConnectParticipantServiceException, ThrottlingException } from "./exceptions.js";
import { NetworkError, SendEventError, TimeoutError } from "./send-event-error.js";

// The figures of the vendor's retry mode "standard", times in milliseconds (decisions/0101-retry-mode.md)
const retryableStatuses = [429, 500, 502, 503, 504];
const baseDelay = 100;
const throttlingBaseDelay = 500;
const maxDelay = 20_000;
const fullQuota = 500;
const retryCost = 5;
const timeoutCost = 10;

/** Whether another attempt may succeed after this error. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof NetworkError || error instanceof TimeoutError) return true;
  return error instanceof SendEventError && retryableStatuses.includes(error.$metadata.httpStatusCode ?? 0);
}

/** Exponential backoff with full jitter: the delay after so many attempts, in milliseconds. `Retry-After` makes it longer. */
export function backoff(attempts: number, error: unknown): number {
  const base = error instanceof ThrottlingException ? throttlingBaseDelay : baseDelay;
  const jittered = Math.random() * Math.min(maxDelay, base * 2 ** (attempts - 1));
  const { retryAfter = 0 } = error instanceof ConnectParticipantServiceException ? error : {};
  return Math.floor(Math.min(maxDelay, Math.max(jittered, retryAfter)));
}

/** What the retries of all calls of a client share: a retry takes from it, a success gives back. In an outage it runs out. */
export class RetryQuota {
  #left = fullQuota;

  /** Takes what a retry after this error costs, and returns it. Takes nothing and returns 0 when less is left. */
  take(error: unknown): number {
    const cost = error instanceof TimeoutError ? timeoutCost : retryCost;
    if (cost > this.#left) return 0;
    this.#left -= cost;
    return cost;
  }

  /** Gives back what the last retry of a successful call took; 1 when it needed none. */
  release(cost: number): void {
    this.#left = Math.min(fullQuota, this.#left + (cost || 1));
  }
}
