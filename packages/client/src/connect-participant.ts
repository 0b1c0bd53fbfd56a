import createClient from "openapi-fetch";
import { ContentType } from "./content-type.js";
import { method, path } from "./contract.gen.js";
import { endpointUrl } from "./endpoint.js";
import { writeRequest } from "./request.js";
import { sendWithRetries } from "./retry.js";
import { RetryQuota } from "./retry-quota.js";
import type { paths } from "./schema.gen.js";
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
 * - a `ConnectParticipantServiceException` when the service refuses: `ValidationException`, `AccessDeniedException`,
 *   `ConflictException`, `ThrottlingException`, `InternalServerException`, or the base class with any other name;
 * - a `TimeoutError` or a `NetworkError` when no answer came, after the retries;
 * - an `InvalidResponseError` when the event was taken and the answer cannot be read;
 * - the reason of `abortSignal` when that aborts: an `AbortError`, unless the caller gave another one.
 */
export class ConnectParticipant {
  readonly #settings: ReturnType<typeof settingsOf>;

  /** Throws a `TypeError` when the configuration leads to no endpoint, or a number in it is out of range. */
  constructor(config: ConnectParticipantConfig) {
    this.#settings = settingsOf(config);
  }

  /** Sends one event. An attempt that failed for the moment is repeated, see `maxAttempts`. */
  async sendEvent(input: SendEventRequest, options: SendEventOptions = {}): Promise<SendEventCommandOutput> {
    const { abortSignal, requestTimeout = this.#settings.requestTimeout } = options;
    checkRange("requestTimeout", requestTimeout, 0);
    return sendWithRetries({ ...this.#settings, requestTimeout, abortSignal, request: writeRequest(input) });
  }

  /** Says that the participant is typing. Once in ten seconds is plenty: the other side shows it for about that long. */
  sendTyping(ConnectionToken: string, options?: SendEventOptions): Promise<SendEventCommandOutput> {
    return this.sendEvent({ ConnectionToken, ContentType: ContentType.Typing }, options);
  }

  /** Says that the message of that `Id` arrived. */
  sendMessageDelivered(
    ConnectionToken: string,
    messageId: string,
    options?: SendEventOptions,
  ): Promise<SendEventCommandOutput> {
    return this.#sendReceipt(ConnectionToken, ContentType.MessageDelivered, messageId, options);
  }

  /** Says that the message of that `Id` was read. */
  sendMessageRead(
    ConnectionToken: string,
    messageId: string,
    options?: SendEventOptions,
  ): Promise<SendEventCommandOutput> {
    return this.#sendReceipt(ConnectionToken, ContentType.MessageRead, messageId, options);
  }

  /**
   * Says that the participant's connection is up.
   * @deprecated The service no longer maintains this event since 2024-12-31: `CreateParticipantConnection` does its work.
   */
  sendConnectionAcknowledged(ConnectionToken: string, options?: SendEventOptions): Promise<SendEventCommandOutput> {
    return this.sendEvent({ ConnectionToken, ContentType: ContentType.ConnectionAcknowledged }, options);
  }

  async #sendReceipt(
    ConnectionToken: string,
    ContentType: ContentType,
    messageId: string,
    options?: SendEventOptions,
  ): Promise<SendEventCommandOutput> {
    if (typeof messageId !== "string" || !messageId)
      throw new TypeError(
        `messageId must be a non-empty string, got ${JSON.stringify(messageId)}: pass the message's Id`,
      );
    const receipt: MessageReceiptContent = { messageId };
    return this.sendEvent({ ConnectionToken, ContentType, Content: JSON.stringify(receipt) }, options);
  }
}

/** What the configuration comes to: checked, and completed with the defaults. */
function settingsOf(config: ConnectParticipantConfig) {
  const { maxAttempts = 3, requestTimeout = 0, fetch = (request) => globalThis.fetch(request), onAttempt } = config;
  checkRange("maxAttempts", maxAttempts, 1);
  checkRange("requestTimeout", requestTimeout, 0);
  const baseUrl = endpointUrl(config);
  // Redirects are not followed: they would take the ConnectionToken to another host
  const api = createClient<paths>({ baseUrl, redirect: "manual" });
  const url = `${method} ${baseUrl}${path}`;
  return { api, url, fetch, maxAttempts, requestTimeout, onAttempt, quota: new RetryQuota() };
}

/** The longest time that a timer can wait, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

function checkRange(name: string, value: number, min: number) {
  if (!(value >= min && value <= longestTimer))
    throw new TypeError(`${name} must be a number from ${min} to ${longestTimer}, got ${value}`);
}
