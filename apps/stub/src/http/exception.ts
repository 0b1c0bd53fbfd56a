import { exceptions, protocolExceptions } from "@sendevent/openapi";

/** The name of an exception that the document describes. */
export type ExceptionName = keyof typeof statuses;

/** The status of each exception that the document describes. */
export const statuses = { ...exceptions, ...protocolExceptions };

/** The names of all exceptions that the document describes. */
export const exceptionNames = Object.keys(statuses).filter(isExceptionName);

/** Whether a string names an exception that the document describes. */
export function isExceptionName(name: string): name is ExceptionName {
  return Object.hasOwn(statuses, name);
}

/** Any step of the pipeline may throw one: `error-response.ts` alone turns it into status, headers and body. */
export class StubException extends Error {
  override readonly name: ExceptionName;
  /** The HTTP status that the document gives to the exception. */
  readonly status: number;
  /** Headers that the response needs beyond those of every response, such as `Allow`. */
  readonly headers: Readonly<Record<string, string>>;

  /** `message` reaches the caller: it names what is wrong, and how to fix it, and quotes neither token nor content. */
  constructor(name: ExceptionName, message: string, headers: Readonly<Record<string, string>> = {}) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0; // nobody sees its stack, which takes longer to write down than the response
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = name;
    this.status = statuses[name];
    this.headers = headers;
  }
}
