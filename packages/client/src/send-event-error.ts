import type { ResponseMetadata } from "./types.js";

/** What all errors have in common that come from sending an event. */
export class SendEventError extends Error {
  /** About the exchange: status, request id, attempts, pauses. */
  readonly $metadata: ResponseMetadata;

  constructor(message: string, $metadata: ResponseMetadata, options?: ErrorOptions) {
    super(message, options);
    this.$metadata = $metadata;
  }
}

/** No attempt was answered within `requestTimeout`. The event may have been sent all the same. */
export class TimeoutError extends SendEventError {
  override readonly name = "TimeoutError";
}

/** No answer came, or it broke off. The event may have been sent all the same. `cause` is what `fetch` threw. */
export class NetworkError extends SendEventError {
  override readonly name = "NetworkError";
}

/** The event was sent (the status says so), but the body of the answer is not what the contract promises. Never retried. */
export class InvalidResponseError extends SendEventError {
  override readonly name = "InvalidResponseError";
}
