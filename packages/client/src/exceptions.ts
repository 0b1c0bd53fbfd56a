import { exceptions } from "@sendevent/openapi";
import { SendEventError } from "./send-event-error.js";
import type { ResponseMetadata } from "./types.js";

/** What an exception is made from. */
export interface ExceptionOptions {
  /** What the service said. */
  message: string;
  /** Status, request ID, number of attempts, delays between them. */
  $metadata: ResponseMetadata;
}

/** Whose fault an error response is: the caller's or the service's. */
export type Fault = "client" | "server";

/** Whose fault a status says it is. */
export function faultOf(status: number): Fault {
  return status < 500 ? "client" : "server";
}

/**
 * The service gave an error response. The exceptions of its model have classes of their own; any other one is of this class
 * and keeps the `name` that the service gave it, or `Unknown`.
 */
export class ConnectParticipantServiceException extends SendEventError {
  /** Whose fault it is. */
  readonly $fault: Fault;
  /** Never set, as in the vendor's SDK, which declares it too. */
  declare readonly $service?: string;
  /** Never set, as in the vendor's SDK, which declares it too: what can be retried was retried. */
  declare readonly $retryable?: { readonly throttling?: boolean };
  /** How long the service asks to wait before the next request, in milliseconds. Absent when it does not say. */
  retryAfter?: number;

  constructor(options: ExceptionOptions & { name: string; $fault: Fault }) {
    super(options.message, options.$metadata);
    this.name = options.name;
    this.$fault = options.$fault;
  }
}

type Statuses = typeof exceptions;

/** A modelled exception: its name tells its fault. */
type Modelled<Name extends keyof Statuses> = ConnectParticipantServiceException & {
  readonly name: Name;
  readonly $fault: Statuses[Name] extends 500 ? "server" : "client";
};

/** The class of a modelled exception, with the name and the fault that the contract gives it. */
function modelled<Name extends keyof Statuses>(name: Name): new (options: ExceptionOptions) => Modelled<Name> {
  return class extends ConnectParticipantServiceException {
    declare readonly name: Name;
    declare readonly $fault: Modelled<Name>["$fault"];

    constructor(options: ExceptionOptions) {
      super({ ...options, name, $fault: faultOf(exceptions[name]) });
    }
  };
}

/** 400: the event breaks a constraint of the contract. Sending it again does not help. */
export class ValidationException extends modelled("ValidationException") {}

/** 403: the ConnectionToken gives no access: it is unknown or expired, its chat ended, or it is a ParticipantToken. */
export class AccessDeniedException extends modelled("AccessDeniedException") {}

/** 409: a receipt while more than two participants are active, or while a supervisor is barged in. */
export class ConflictException extends modelled("ConflictException") {}

/** 429: too many requests, also after the retries. */
export class ThrottlingException extends modelled("ThrottlingException") {}

/** 500: the service failed, also after the retries. */
export class InternalServerException extends modelled("InternalServerException") {}

/** What makes an exception. A modelled class goes by its own name and fault. */
type ExceptionClass = new (
  options: ConstructorParameters<typeof ConnectParticipantServiceException>[0],
) => ConnectParticipantServiceException;

/** The modelled exceptions by name. */
export const modelledExceptions: Record<string, ExceptionClass> = {
  ValidationException,
  AccessDeniedException,
  ConflictException,
  ThrottlingException,
  InternalServerException,
} satisfies Record<keyof Statuses, unknown>;
