import { type components, connectionToken, path, type paths } from "@sendevent/openapi";
import type createClient from "openapi-fetch";
import { withDeadline } from "./deadline.js";
import { withKeepalive } from "./keepalive.js";
import { readException, readMetadata, readOutput } from "./response.js";
import { InvalidResponseError, NetworkError, SendEventError, TimeoutError } from "./send-event-error.js";
import type { ConnectParticipantConfig, ResponseMetadata, SendEventResponse } from "./types.js";

/** One event, the same for all attempts. */
export interface EventRequest {
  ConnectionToken: string;
  body: components["schemas"]["ChatEvent"];
}

/** What one attempt needs besides the event. */
export interface AttemptOptions extends Pick<ConnectParticipantConfig, "fetch"> {
  client: ReturnType<typeof createClient<paths>>;
  /** The endpoint, for messages. */
  baseUrl: string;
  requestTimeout: number;
  abortSignal: AbortSignal | undefined;
}

/** `$metadata` while the call goes on. */
type AttemptMetadata = ResponseMetadata & { attempts: number };

/**
 * What engines write of defects. A `fetch` without a connection throws a TypeError too, and other realms have other classes: so
 * it is the words that tell.
 */
const programmingError =
  /^(Reference|Range)Error|^TypeError: (Cannot |can't |.*( is (not |null|undefined)|already |disturbed|Illegal ))/;

/**
 * Sends an event once, reads the response and completes `$metadata` from it. Throws a `SendEventError`, or the reason of
 * `abortSignal`, or what is no failure of the network: a defect of the code, or of its surroundings.
 */
export async function attempt(
  { ConnectionToken, body }: EventRequest,
  { client, baseUrl, fetch, requestTimeout, abortSignal }: AttemptOptions,
  $metadata: AttemptMetadata,
): Promise<SendEventResponse> {
  const failed = (cause: unknown): never => {
    abortSignal?.throwIfAborted();
    if (cause instanceof SendEventError || programmingError.test(String(cause))) throw cause;
    throw new NetworkError(`POST ${baseUrl}${path}: no response came, or it broke off`, $metadata, { cause });
  };
  const send = async (signal?: AbortSignal) => {
    const text = JSON.stringify(body);
    const { data } = await withKeepalive(text, $metadata.attempts, (init) =>
      client.POST(path, {
        params: { header: { [connectionToken.header]: ConnectionToken } },
        body,
        bodySerializer: () => text,
        ...init,
        signal: signal ?? null,
        fetch: async (request) => {
          // The global one is looked up at each call, for interceptors that are installed later
          const response = await (fetch ?? globalThis.fetch)(request).catch(failed);
          signal?.throwIfAborted(); // a fetch that ignores the signal: the call is over
          readMetadata(response, $metadata);
          // Read here: openapi-fetch would lose the status of an error response whose body breaks off
          if (!response.ok) throw await readException(response, $metadata);
          return response;
        },
      }),
    );
    return readOutput(data, $metadata);
  };
  const onTime = async () => {
    throw new TimeoutError(`POST ${baseUrl}${path}: no response within ${requestTimeout} ms`, $metadata);
  };
  try {
    if (!requestTimeout && !abortSignal) return await send();
    return await withDeadline(requestTimeout || undefined, onTime, abortSignal, send);
  } catch (cause) {
    if ($metadata.httpStatusCode === undefined) {
      abortSignal?.throwIfAborted();
      throw cause; // a failure of `fetch` has its name by now
    }
    if (cause instanceof SyntaxError) throw new InvalidResponseError("not JSON", $metadata);
    return failed(cause);
  }
}
