import { withDeadline } from "./deadline.js";
import { type ExchangeOptions, exchange } from "./exchange.js";
import type { WireRequest } from "./request.js";
import { backoff, isRetryable, type RetryQuota } from "./retry.js";
import type { ConnectParticipantConfig, ResponseMetadata, SendEventCommandOutput } from "./types.js";

/** What one call needs besides the request. */
export interface CallOptions extends ExchangeOptions, Pick<ConnectParticipantConfig, "onAttempt"> {
  maxAttempts: number;
  quota: RetryQuota;
}

/** Sends the request until it succeeds, fails for good, or may not be sent again. */
export async function call(request: WireRequest, options: CallOptions): Promise<SendEventCommandOutput> {
  const { maxAttempts, quota, abortSignal, onAttempt } = options;
  let totalRetryDelay = 0;
  let cost = 0;
  for (let attempts = 1; ; attempts++) {
    abortSignal?.throwIfAborted();
    const $metadata: ResponseMetadata = { attempts, totalRetryDelay };
    const startTime = Date.now();
    const report = (error?: unknown, retryDelay?: number) => {
      try {
        onAttempt?.({ ...$metadata, attempts, startTime, duration: Date.now() - startTime, error, retryDelay });
      } catch {} // an observer has no say in what happens to the event
    };
    try {
      const output = await exchange(request, options, $metadata);
      quota.give(cost);
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
