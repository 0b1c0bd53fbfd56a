import type { ResponseMetadata } from "./types.js";

/** What all errors have in common that come from sending an event. */
export class SendEventError extends Error {
  /** Status, request ID, number of attempts, delays between them. */
  readonly $metadata: ResponseMetadata;

  constructor(message: string, $metadata: ResponseMetadata, options?: ErrorOptions) {
    super(message, options);
    this.$metadata = $metadata;
  }
}

/** No attempt got a response within `requestTimeout`. The event may have been sent all the same. */
export class TimeoutError extends SendEventError {
  override readonly name = "TimeoutError";
}

/** No response came, or it broke off. The event may have been sent all the same. `cause` is what `fetch` threw. */
export class NetworkError extends SendEventError {
  override readonly name = "NetworkError";
}

/** The event was sent (the status says so), but the body of the response is not what the contract promises. Never retried. */
export class InvalidResponseError extends SendEventError {
  override readonly name = "InvalidResponseError";

  /** `found` is what the body is instead. */
  constructor(found: string, $metadata: ResponseMetadata) {
    super(`The event was sent (HTTP ${$metadata.httpStatusCode}), but the body of the response is ${found}`, $metadata);
  }
}
