import type { ResponseMetadata } from "./types.js";

/** What all errors have in common that come from sending an event: what is known about the exchange. */
export class SendEventError extends Error {
  /** About the exchange: status, request id, attempts, pauses. */
  $metadata: ResponseMetadata;

  constructor(message: string, $metadata: ResponseMetadata, options?: ErrorOptions) {
    super(message, options);
    this.$metadata = $metadata;
  }
}

/** An attempt took longer than `requestTimeout`, and so did every retry. */
export class TimeoutError extends SendEventError {
  override readonly name = "TimeoutError";
}

/** No answer came: no connection, or it broke. `cause` is what `fetch` threw. */
export class NetworkError extends SendEventError {
  override readonly name = "NetworkError";
}

/** The service took the event (its status is a success), but the answer cannot be read. Never retried. */
export class InvalidResponseError extends SendEventError {
  override readonly name = "InvalidResponseError";
}
