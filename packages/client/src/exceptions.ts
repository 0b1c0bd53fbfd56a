import type { exceptions } from "./contract.gen.js";
import { SendEventError } from "./send-event-error.js";
import type { ResponseMetadata } from "./types.js";

/** What an exception is made from. */
export interface ExceptionOptions {
  /** What the service said. */
  message: string;
  /** About the exchange. */
  $metadata: ResponseMetadata;
}

/**
 * The service refused the event. The exceptions of its model have classes of their own; any other one is of this class
 * and keeps the `name` that the service gave it.
 */
export class ConnectParticipantServiceException extends SendEventError {
  /** Whose fault it is. */
  readonly $fault: "client" | "server";

  constructor(options: ExceptionOptions & { name: string; $fault: "client" | "server" }) {
    super(options.message, options.$metadata);
    this.name = options.name;
    this.$fault = options.$fault;
  }
}

type Statuses = typeof exceptions;
type Fault<Name extends keyof Statuses> = Statuses[Name] extends 500 ? "server" : "client";

/** The class of a modelled exception: name and fault are the contract's. */
function modelled<Name extends keyof Statuses>(name: Name, $fault: Fault<Name>) {
  return class extends ConnectParticipantServiceException {
    declare readonly name: Name;
    declare readonly $fault: Fault<Name>;

    constructor(options: ExceptionOptions) {
      super({ ...options, name, $fault });
    }
  };
}

/** 400: the event breaks a constraint of the contract. The same request gets the same answer. */
export class ValidationException extends modelled("ValidationException", "client") {}

/** 403: the ConnectionToken gives no access: it is unknown or expired, its chat ended, or it is a ParticipantToken. */
export class AccessDeniedException extends modelled("AccessDeniedException", "client") {}

/** 409: a receipt while more than two participants are active, or while a supervisor is barged in. */
export class ConflictException extends modelled("ConflictException", "client") {}

/** 429: too many requests, also after the retries. */
export class ThrottlingException extends modelled("ThrottlingException", "client") {}

/** 500: the service failed, also after the retries. */
export class InternalServerException extends modelled("InternalServerException", "server") {}
