import { type AttemptOptions, attempt, type EventRequest } from "./attempt.js";
import { withDeadline } from "./deadline.js";
import { backoff, isRetryable, type RetryQuota } from "./retry.js";
import type { ConnectParticipantConfig, SendEventCommandOutput } from "./types.js";

/** What one call needs besides the event. */
export interface CallOptions extends AttemptOptions, Pick<ConnectParticipantConfig, "onAttempt"> {
  maxAttempts: number;
  quota: RetryQuota;
}

/** Sends an event until it succeeds, fails for good, or may not be sent again. */
export async function call(request: EventRequest, options: CallOptions): Promise<SendEventCommandOutput> {
  const { maxAttempts, quota, abortSignal, onAttempt } = options;
  let totalRetryDelay = 0;
  let cost = 0;
  for (let attempts = 1; ; attempts++) {
    abortSignal?.throwIfAborted();
    const $metadata = { attempts, totalRetryDelay };
    const startTime = Date.now();
    const report = (error?: unknown, retryDelay?: number) => {
      try {
        onAttempt?.({ ...$metadata, attempts, startTime, duration: Date.now() - startTime, error, retryDelay });
      } catch {} // a broken hook must not keep the event from being sent
    };
    try {
      const output = await attempt(request, options, $metadata);
      quota.release(cost);
      report();
      return { $metadata, ...output };
    } catch (error) {
      cost = attempts < maxAttempts && isRetryable(error) ? quota.take(error) : 0;
      const retryDelay = cost ? backoff(attempts, error) : undefined;
      report(error, retryDelay);
      if (retryDelay === undefined) throw error;
      await withDeadline(retryDelay, async () => {}, abortSignal);
      totalRetryDelay += retryDelay;
    }
  }
}
