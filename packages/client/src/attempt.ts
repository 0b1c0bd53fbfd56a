import type { Client } from "openapi-fetch";
import { headers, path } from "./contract.gen.js";
import { withDeadline } from "./deadline.js";
import { readOutput } from "./output.js";
import { readException } from "./refusal.js";
import type { writeRequest } from "./request.js";
import type { paths } from "./schema.gen.js";
import { NetworkError, SendEventError, TimeoutError } from "./send-event-error.js";
import type { ResponseMetadata, SendEventResponse } from "./types.js";

/** What all attempts of a call have in common. */
export interface Call {
  api: Client<paths>;
  fetch: (request: Request) => Promise<Response>;
  /** Where the call goes, as messages name it. */
  url: string;
  request: ReturnType<typeof writeRequest>;
  requestTimeout: number;
  abortSignal: AbortSignal | undefined;
}

/** How an attempt ended: with an output, or else with an error. The response may be there in both cases. */
export interface Outcome {
  response?: Response;
  output?: SendEventResponse;
  error?: unknown;
}

/** Sends the request once and completes `$metadata` from the response. Never rejects: the outcome holds the error. */
export async function attempt(call: Call, $metadata: ResponseMetadata): Promise<Outcome> {
  const { api, fetch, url, request, requestTimeout, abortSignal } = call;
  const outcome: Outcome = {};

  const exchange = async (signal?: AbortSignal) => {
    const { data, error, response } = await api.POST(path, {
      ...request,
      signal: signal ?? null,
      parseAs: "text",
      fetch: async (fetched) => {
        const response = await fetch(fetched);
        $metadata.httpStatusCode = response.status;
        $metadata.requestId = response.headers.get(headers.RequestId) ?? undefined;
        outcome.response = response;
        return response;
      },
    });
    if (!response.ok) throw readException(response, error, $metadata);
    return readOutput(data, $metadata);
  };
  const timeoutError = () => new TimeoutError(`${url} did not answer within ${requestTimeout} ms`, $metadata);

  try {
    outcome.output = await withDeadline(exchange, abortSignal, requestTimeout, timeoutError);
  } catch (cause) {
    const { response } = outcome;
    if (abortSignal?.aborted) outcome.error = abortSignal.reason;
    else if (cause instanceof SendEventError) outcome.error = cause;
    // The body of a refusal broke off: the status still tells
    else if (response && !response.ok) outcome.error = readException(response, undefined, $metadata);
    else outcome.error = new NetworkError(`${url} could not be reached, or the answer broke off`, $metadata, { cause });
  }
  return outcome;
}
