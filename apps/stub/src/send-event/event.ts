import type { components } from "@sendevent/openapi";
import type { Outcome, Warning } from "../store/store.js";

/** A request that the contract accepts. */
export interface SendEventInput {
  readonly ConnectionToken: string;
  /** The fingerprint of the ConnectionToken. */
  readonly connection: string;
  readonly ContentType: components["schemas"]["ContentType"];
  readonly Content?: string | null | undefined;
  readonly ClientToken?: string | null | undefined;
}

declare global {
  namespace Express {
    interface Locals {
      /** The event, from the validation on. */
      event: SendEventInput;
      /** What is legal, but likely a mistake, from the warnings on. */
      warnings?: readonly Warning[];
      /** The response to an accepted event, from the idempotency step on. */
      result: components["schemas"]["SendEventResponse"];
      /** The outcome of an accepted event, from the idempotency step on. */
      outcome: Extract<Outcome, "accepted" | "replayed">;
    }
  }
}
