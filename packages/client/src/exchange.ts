import { withDeadline } from "./deadline.js";
import type { WireRequest } from "./request.js";
import { readResponse } from "./response.js";
import { NetworkError, SendEventError, TimeoutError } from "./send-event-error.js";
import type { ConnectParticipantConfig, ResponseMetadata, SendEventResponse } from "./types.js";

/** What one exchange needs besides the request. */
export interface ExchangeOptions extends Pick<ConnectParticipantConfig, "fetch"> {
  requestTimeout: number;
  abortSignal: AbortSignal | undefined;
}

/**
 * Sends the request once, reads the answer and completes `$metadata` from it. Throws a `SendEventError`, or the reason of
 * `abortSignal`.
 */
export async function exchange(
  { url, init }: WireRequest,
  { fetch, requestTimeout, abortSignal }: ExchangeOptions,
  $metadata: ResponseMetadata,
): Promise<SendEventResponse> {
  const send = async (signal?: AbortSignal) => {
    const signalled = signal ? { ...init, signal } : init;
    // The global one is looked up at each call, for interceptors that are installed later
    const response = await (fetch ? fetch(new Request(url, signalled)) : globalThis.fetch(url, signalled));
    signal?.throwIfAborted(); // a fetch that heeds no signal: nobody waits for this response any more
    return readResponse(response, $metadata);
  };
  const onTime = async () => {
    throw new TimeoutError(`${init.method} ${url}: no answer within ${requestTimeout} ms`, $metadata);
  };
  try {
    if (!requestTimeout && !abortSignal) return await send();
    return await withDeadline(requestTimeout || undefined, onTime, abortSignal, send);
  } catch (cause) {
    if (cause instanceof SendEventError) throw cause;
    abortSignal?.throwIfAborted();
    throw new NetworkError(`${init.method} ${url}: no answer came, or it broke off`, $metadata, { cause });
  }
}
