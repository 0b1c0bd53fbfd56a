import { exceptions, headers, protocolExceptions } from "./contract.gen.js";
import {
  AccessDeniedException,
  ConflictException,
  ConnectParticipantServiceException,
  InternalServerException,
  ThrottlingException,
  ValidationException,
} from "./exceptions.js";
import { isJsonObject } from "./json.js";
import type { ResponseMetadata } from "./types.js";

const modelled = Object.entries({
  ValidationException,
  AccessDeniedException,
  ConflictException,
  ThrottlingException,
  InternalServerException,
} satisfies Record<keyof typeof exceptions, unknown>);

/**
 * Reads a refusal as restJson1 tells: by its name, and without one by its status. `body` is the parsed JSON, or whatever
 * else came.
 */
export function readException(response: Response, body: unknown, $metadata: ResponseMetadata) {
  const { status } = response;
  const { code, __type, message: lowerCase, Message } = isJsonObject(body) ? body : {};
  const names = [response.headers.get(headers.ErrorType), code, __type].map(bareName);
  const name = names.find(Boolean) ?? nameOfStatus(status);
  const message = [lowerCase, Message].find(isText) ?? `HTTP ${status} without a message`;
  const [, Exception] = modelled.find(([modelledName]) => modelledName === name) ?? [];
  if (Exception) return new Exception({ message, $metadata });
  return new ConnectParticipantServiceException({
    name,
    message,
    $fault: status < 500 ? "client" : "server",
    $metadata,
  });
}

/** `FooError` of `ns#FooError:http://internal.example/x/`. */
function bareName(name: unknown): string | undefined {
  return isText(name) ? name.split(/[:,]/)[0]?.replace(/^.*?#/, "").trim() : undefined;
}

function nameOfStatus(status: number): string {
  const named = Object.entries({ ...exceptions, ...protocolExceptions });
  return named.find(([, itsStatus]) => itsStatus === status)?.[0] ?? "Unknown";
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
