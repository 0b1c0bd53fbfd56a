import { exceptions, headers } from "@sendevent/openapi";
import { ConnectParticipantServiceException, faultOf, modelledExceptions } from "./exceptions.js";
import { InvalidResponseError } from "./send-event-error.js";
import type { ResponseMetadata, SendEventResponse } from "./types.js";

/** Reads a response and completes `$metadata` from it. Throws the exception that the service gave. */
export async function readResponse(response: Response, $metadata: ResponseMetadata): Promise<SendEventResponse> {
  // The status of a refusal tells enough when its body breaks off; of a success, the body is what was asked for
  const body = await (response.ok ? response.text() : response.text().catch(() => ""));
  $metadata.httpStatusCode = response.status;
  const requestId = response.headers.get(headers.RequestId);
  if (requestId) $metadata.requestId = requestId;
  if (response.ok) return readOutput(body, $metadata);
  throw readException(response, body, $metadata);
}

function readOutput(body: string, $metadata: ResponseMetadata): SendEventResponse {
  const value = parseJson(body);
  if (isObject(value)) {
    const { Id, AbsoluteTime } = value;
    if (typeof Id === "string" && typeof AbsoluteTime === "string") return { Id, AbsoluteTime };
  }
  const found = !body
    ? "empty"
    : value === undefined
      ? "not JSON"
      : "not an object with the strings Id and AbsoluteTime";
  const message = `The event was sent (HTTP ${$metadata.httpStatusCode}), but the body of the answer is ${found}`;
  throw new InvalidResponseError(message, $metadata);
}

/** Reads a refusal as restJson1 says: by its name, and without a name by its status. */
function readException({ status, headers: fields }: Response, body: string, $metadata: ResponseMetadata) {
  const value = parseJson(body);
  const { code, __type, message, Message } = isObject(value) ? value : {};
  const name = [fields.get(headers.ErrorType), code, __type].map(bareName).find(Boolean);
  const known = Object.entries(exceptions).find(([itsName, itsStatus]) =>
    name ? name === itsName : status === itsStatus,
  );
  const Exception = (known && modelledExceptions[known[0]]) ?? ConnectParticipantServiceException;
  const exception = new Exception({
    name: name ?? "Unknown",
    $fault: faultOf(status),
    message: [message, Message].find(isText) ?? `HTTP ${status} without a message`,
    $metadata,
  });
  const wait = retryAfter(fields.get(headers.RetryAfter) ?? "");
  if (wait > 0) exception.retryAfter = wait;
  return exception;
}

/** `FooError` of `ns#FooError:http://internal.example/x/`. */
function bareName(name: unknown): string | undefined {
  return isText(name) ? name.split(/[:,]/)[0]?.replace(/^.*?#/, "").trim() : undefined;
}

/** The milliseconds that a `Retry-After` asks for, be it in seconds or as a date. NaN when it is neither. */
function retryAfter(value: string): number {
  return /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
