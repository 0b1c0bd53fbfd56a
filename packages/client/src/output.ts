import { isJsonObject, parseJson } from "./json.js";
import { InvalidResponseError } from "./send-event-error.js";
import type { ResponseMetadata, SendEventResponse } from "./types.js";

/** Reads the body of a success. Throws an `InvalidResponseError` when it is not what the contract promises. */
export function readOutput(body: string | undefined, $metadata: ResponseMetadata): SendEventResponse {
  const value = parseJson(body ?? "");
  if (!isJsonObject(value)) {
    const found = !body ? "empty" : value === undefined ? "not JSON" : "JSON, but not an object";
    throw invalidResponse(found, $metadata);
  }
  const { Id, AbsoluteTime } = value;
  if (typeof Id === "string" && typeof AbsoluteTime === "string") return { Id, AbsoluteTime };
  throw invalidResponse("an object without the strings Id and AbsoluteTime", $metadata);
}

function invalidResponse(found: string, $metadata: ResponseMetadata) {
  const { httpStatusCode } = $metadata;
  return new InvalidResponseError(`HTTP ${httpStatusCode}: the event was taken, but the body is ${found}`, $metadata);
}
