import type { components } from "@sendevent/openapi";
import type { ContentType } from "./content-type.js";

type Schemas = components["schemas"];

/** What a delivered or read receipt is about. It travels in `Content` as a string: `JSON.stringify(receipt)`. */
export type MessageReceiptContent = Schemas["MessageReceiptContent"];

/** One event, and the token of the connection that it is sent on. */
export interface SendEventRequest {
  /**
   * The token that `CreateParticipantConnection` returned: the credential of the call, sent as a header of its own. `undefined`, as the
   * vendor's SDK types it there, is rejected with a `TypeError`.
   */
  ConnectionToken: string | undefined;
  /** What the event says. See the constants of `ContentType`. */
  ContentType: ContentType;
  /** A `MessageReceiptContent` written as JSON, for receipts. Other events need none. Lengths count code points. */
  Content?: Schemas["ChatEvent"]["Content"] | undefined;
  /** Makes retries safe. Default: a new UUID for each call, kept for all its attempts. */
  ClientToken?: Schemas["ChatEvent"]["ClientToken"] | undefined;
}

/** The response to an event: its `Id`, and `AbsoluteTime`, when it was sent (ISO 8601, UTC, milliseconds). */
export type SendEventResponse = Schemas["SentEvent"];

/** What `sendEvent` takes, by the name that the vendor's SDK gives it. */
export type SendEventCommandInput = SendEventRequest;

/** What `sendEvent` returns, by the name that the vendor's SDK gives it. */
export interface SendEventCommandOutput extends SendEventResponse {
  /** Status, request ID, number of attempts, delays between them. */
  $metadata: ResponseMetadata;
}

/** About a call, of all its attempts. */
export interface ResponseMetadata {
  /** The status of the last response. Absent when none came. */
  httpStatusCode?: number;
  /** The request ID of the last response, for both sides' logs. Absent when it had none. */
  requestId?: string;
  /** How many requests were sent, the first one included. */
  attempts?: number;
  /** The sum of the delays between the attempts, in milliseconds. */
  totalRetryDelay?: number;
}

/** Options of one call. */
export interface SendEventOptions {
  /** Ends the call when it aborts, also while it waits for the next attempt: the promise rejects with the signal's reason. */
  abortSignal?: AbortSignal | undefined;
  /** Another name for `abortSignal`, as `fetch` has it. */
  signal?: AbortSignal | undefined;
  /** How long each attempt of this call may take, in milliseconds. 0 is no limit. Default: the client's. */
  requestTimeout?: number | undefined;
}

/** One attempt, as the hook `onAttempt` sees it: nothing in it tells the ConnectionToken or the Content. */
export interface Attempt extends ResponseMetadata {
  /** Which attempt this was: 1 is the first. */
  attempts: number;
  /** When it began, in milliseconds since 1970 (as `Date.now()`). */
  startTime: number;
  /** How long it took, in milliseconds. */
  duration: number;
  /** What went wrong. Absent when the event was sent. */
  error?: unknown;
  /** The delay before the next attempt, in milliseconds. Absent when this attempt was the last. */
  retryDelay?: number | undefined;
}

/** Options of a client. Either `region` or `endpoint` is needed. */
export interface ConnectParticipantConfig {
  /** The region that hosts the contact centre, such as `eu-west-2`. */
  region?: string | undefined;
  /** Where to send instead, such as `http://127.0.0.1:4010` for the stub. A path in it is kept. */
  endpoint?: string | URL | undefined;
  /** Whether to use the region's FIPS endpoint. Default: false. */
  useFipsEndpoint?: boolean | undefined;
  /** Whether to use the region's dual-stack endpoint, which IPv6 reaches too. Default: false. */
  useDualstackEndpoint?: boolean | undefined;
  /** How many requests a call may send, the first one included. 1 is no retry. Default: 3. */
  maxAttempts?: number | undefined;
  /** How long one attempt may take, in milliseconds. Default: 0, no limit. */
  requestTimeout?: number | undefined;
  /** What sends requests. Default: the global `fetch` of the moment, so that interceptors installed later see the calls. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Called when an attempt is over, for metrics and tracing. What it throws is ignored. */
  onAttempt?: ((attempt: Attempt) => void) | undefined;
  /** @deprecated Ignored: this operation needs no credentials. Here so that a configuration of the vendor's SDK fits. */
  credentials?: unknown;
  /** @deprecated Ignored: see `onAttempt`. Here so that a configuration of the vendor's SDK fits. */
  logger?: unknown;
}

/** Options of a client, by the name that the vendor's SDK gives them. */
export interface ConnectParticipantClientConfig extends ConnectParticipantConfig {}
