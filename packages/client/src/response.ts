import { exceptions, headers } from "@sendevent/openapi";
import { ConnectParticipantServiceException, faultOf, modelledExceptions } from "./exceptions.js";
import { InvalidResponseError } from "./send-event-error.js";
import type { ResponseMetadata, SendEventResponse } from "./types.js";

/** Where the request ID may be, in the order in which the vendor's SDKs look. */
const requestIdHeaders = [headers.RequestId, "x-amzn-request-id", "x-amz-request-id"];

/** Completes `$metadata` with what the head of a response says. */
export function readMetadata(response: Response, $metadata: ResponseMetadata): void {
  $metadata.httpStatusCode = response.status;
  const requestId = requestIdHeaders.map((name) => response.headers.get(name)).find(isText);
  if (requestId) $metadata.requestId = requestId;
}

/** Checks the body of a success, which `fetch` types but does not validate. Throws an `InvalidResponseError`. */
export function readOutput(body: unknown, $metadata: ResponseMetadata): SendEventResponse {
  if (body === undefined) throw new InvalidResponseError("empty", $metadata);
  const { Id, AbsoluteTime } = isObject(body) ? body : {};
  if (typeof Id === "string" && typeof AbsoluteTime === "string") return { Id, AbsoluteTime };
  throw new InvalidResponseError("not an object with the strings Id and AbsoluteTime", $metadata);
}

/** Reads an error response as restJson1 says: by the exception's name, and without a name by the status. */
export async function readException(
  response: Response,
  $metadata: ResponseMetadata,
): Promise<ConnectParticipantServiceException> {
  const { status, headers: fields } = response;
  // The status says enough when the body breaks off or is not JSON
  const body: unknown = await response.json().catch(() => undefined);
  const { code, __type, message, Message } = isObject(body) ? body : {};
  const name = [fields.get(headers.ErrorType), code, __type].map(bareName).find(isText);
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
