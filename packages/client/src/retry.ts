import { attempt, type Call } from "./attempt.js";
import { retryDelay } from "./backoff.js";
import { pause } from "./deadline.js";
import { ConnectParticipantServiceException } from "./exceptions.js";
import type { RetryQuota } from "./retry-quota.js";
import { NetworkError, TimeoutError } from "./send-event-error.js";
import type { Attempt, ConnectParticipantConfig, SendEventCommandOutput } from "./types.js";

/** A call that may be attempted more than once. */
export interface RetriedCall extends Call, Pick<ConnectParticipantConfig, "onAttempt"> {
  maxAttempts: number;
  quota: RetryQuota;
}

/** The answers that another attempt may mend. */
const retryableStatuses = [429, 500, 502, 503, 504];

/** Attempts the call until it succeeds, fails for good, or may not be attempted again. */
export async function sendWithRetries(call: RetriedCall): Promise<SendEventCommandOutput> {
  const { maxAttempts, quota, onAttempt } = call;
  let totalRetryDelay = 0;
  let lastCost = 0;
  for (let attempts = 1; ; attempts++) {
    call.abortSignal?.throwIfAborted();
    const startTime = Date.now();
    const $metadata = { attempts, totalRetryDelay };
    const { response, output, error } = await attempt(call, $metadata);

    const cost = attempts < maxAttempts && isRetryable(error) ? quota.take(error instanceof TimeoutError) : 0;
    const delay = cost ? retryDelay(attempts, response) : undefined;
    const { ContentType: contentType } = call.request.body;
    const duration = Date.now() - startTime;
    report({ ...$metadata, contentType, startTime, duration, error, retryDelay: delay }, onAttempt);

    if (output) {
      quota.give(lastCost);
      return { $metadata, ...output };
    }
    if (delay === undefined) throw error;
    await pause(delay, call.abortSignal);
    totalRetryDelay += delay;
    lastCost = cost;
  }
}

function isRetryable(error: unknown): boolean {
  if (error instanceof ConnectParticipantServiceException)
    return retryableStatuses.includes(error.$metadata.httpStatusCode ?? 0);
  return error instanceof NetworkError || error instanceof TimeoutError;
}

function report(attempt: Attempt, onAttempt: RetriedCall["onAttempt"]) {
  try {
    onAttempt?.(attempt);
  } catch {
    // An observer has no say in what happens to the event
  }
}
