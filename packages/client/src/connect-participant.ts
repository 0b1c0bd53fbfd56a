import type { paths } from "@sendevent/openapi";
import createClient from "openapi-fetch";
import { type CallOptions, call } from "./call.js";
import { ContentType } from "./content-type.js";
import { endpointUrl } from "./endpoint.js";
import { connectionTokenOf, requestBody } from "./request.js";
import { RetryQuota } from "./retry.js";
import type {
  ConnectParticipantConfig,
  MessageReceiptContent,
  SendEventCommandOutput,
  SendEventOptions,
  SendEventRequest,
} from "./types.js";

/**
 * Sends the events of chat participants. One client serves any number of connections: the token goes with each call.
 *
 * Its methods reject with
 * - a `TypeError` when ConnectionToken, messageId or an option cannot be used: nothing was sent;
 * - a `ConnectParticipantServiceException` when the service gives an error response: `ValidationException`, `AccessDeniedException`,
 *   `ConflictException`, `ThrottlingException`, `InternalServerException`, or the base class with any other name;
 * - a `TimeoutError` or a `NetworkError` when no response came, after the retries;
 * - an `InvalidResponseError` when the event was sent and the response cannot be read;
 * - the reason of `abortSignal` when that aborts: an `AbortError`, unless the caller gave another one.
 */
export class ConnectParticipant {
  readonly #options: Omit<CallOptions, "abortSignal">;

  /** Throws a `TypeError` when the configuration leads to no endpoint, or when a number in it is out of range. */
  constructor(config: ConnectParticipantConfig) {
    if (!config) throw new TypeError("ConnectParticipant needs a configuration, with region or endpoint");
    const { maxAttempts = 3, requestTimeout = 0 } = config;
    checkAtLeast("maxAttempts", maxAttempts, 1);
    checkAtLeast("requestTimeout", requestTimeout, 0);
    const baseUrl = endpointUrl(config);
    // Redirects are not followed: one would take the ConnectionToken to another host
    const client = createClient<paths>({ baseUrl, redirect: "manual", Request: globalThis.Request ?? PlainRequest });
    const { fetch, onAttempt } = config;
    this.#options = { client, baseUrl, fetch, onAttempt, maxAttempts, requestTimeout, quota: new RetryQuota() };
  }

  /** Sends one event. An attempt that failed for the moment is repeated, see `maxAttempts`. */
  async sendEvent(input: SendEventRequest, options: SendEventOptions = {}): Promise<SendEventCommandOutput> {
    const { signal, abortSignal = signal, requestTimeout = this.#options.requestTimeout } = options;
    checkAtLeast("requestTimeout", requestTimeout, 0);
    const ConnectionToken = connectionTokenOf(input);
    return call({ ConnectionToken, body: requestBody(input) }, { ...this.#options, requestTimeout, abortSignal });
  }

  /** Says that the participant is typing. Once in ten seconds is plenty: the other side shows it for about that long. */
  sendTyping(ConnectionToken: string | undefined, options?: SendEventOptions): Promise<SendEventCommandOutput> {
    return this.sendEvent({ ConnectionToken, ContentType: ContentType.Typing }, options);
  }

  /** Says that the message of that `Id` arrived. */
  sendMessageDelivered(
    ConnectionToken: string | undefined,
    messageId: string,
    options?: SendEventOptions,
  ): Promise<SendEventCommandOutput> {
    return this.#sendReceipt(ConnectionToken, ContentType.MessageDelivered, messageId, options);
  }

  /** Says that the message of that `Id` was read. */
  sendMessageRead(
    ConnectionToken: string | undefined,
    messageId: string,
    options?: SendEventOptions,
  ): Promise<SendEventCommandOutput> {
    return this.#sendReceipt(ConnectionToken, ContentType.MessageRead, messageId, options);
  }

  /**
   * Says that the participant's connection is up.
   * @deprecated The service no longer maintains this event since 2024-12-31: `CreateParticipantConnection` does its work.
   */
  sendConnectionAcknowledged(
    ConnectionToken: string | undefined,
    options?: SendEventOptions,
  ): Promise<SendEventCommandOutput> {
    return this.sendEvent({ ConnectionToken, ContentType: ContentType.ConnectionAcknowledged }, options);
  }

  async #sendReceipt(
    ConnectionToken: string | undefined,
    ContentType: ContentType,
    messageId: string,
    options?: SendEventOptions,
  ): Promise<SendEventCommandOutput> {
    if (typeof messageId !== "string" || !messageId)
      throw new TypeError(
        `messageId must be the Id of a message, a non-empty string, got ${messageId === "" ? "an empty one" : typeof messageId}`,
      );
    const receipt: MessageReceiptContent = { messageId };
    return this.sendEvent({ ConnectionToken, ContentType, Content: JSON.stringify(receipt) }, options);
  }
}

/** What a custom `fetch` gets where there is no global `Request`: the same members, without the methods. */
const PlainRequest = class {
  constructor(url: string, init: RequestInit) {
    Object.assign(this, init, { url });
  }
} as unknown as typeof Request;

function checkAtLeast(name: string, value: number, least: number) {
  if (!(value >= least)) throw new TypeError(`${name} must be a number from ${least} on, got ${value}`);
}
