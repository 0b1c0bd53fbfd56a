/** Where the stub writes what happens. A pino logger fits, and whatever else has these methods. */
export interface Log {
  /** Something ordinary: an event, and its outcome. No token and no content is in it. */
  info(fields: object, message: string): void;
  /** A defect of the stub. */
  error(fields: object, message: string): void;
}

/** Writes nothing. */
export const silent: Log = { info() {}, error() {} };
