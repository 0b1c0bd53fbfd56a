import type { components } from "@sendevent/openapi";
import type { Response } from "express";
import type { Outcome, Warning } from "./store/store.js";

/** A request that the contract accepted, with `null` members left out. */
export interface SendEventInput {
  readonly ConnectionToken: string;
  readonly ContentType: components["schemas"]["ContentType"];
  readonly Content?: string;
  readonly ClientToken?: string;
}

/** What the pipeline knows of one request and its answer. Each step adds its own findings. */
export interface Exchange {
  /** The value of `x-amzn-RequestId`. */
  readonly requestId: string;
  readonly receivedAt: Date;
  /** The fingerprint of the ConnectionToken, when there is one. */
  readonly connection?: string;
  readonly userAgent?: string;
  /** The members of the body as they came, as far as they are strings, for the journal. */
  seen: { ContentType?: string; Content?: string; ClientToken?: string };
  /** The event, from the contract step on. */
  input?: SendEventInput;
  /** What is legal, but suspect. */
  warnings: readonly Warning[];
  /** The answer, from the idempotency step on. */
  answer?: components["schemas"]["SendEventResponse"];
  /** What became of it, once that is settled. */
  outcome?: Outcome;
}

declare global {
  namespace Express {
    interface Locals {
      /** From the first step on. */
      exchange: Exchange;
    }
  }
}

/** The event of an exchange, for the steps after the contract. */
export function inputOf(response: Response): SendEventInput {
  const { input } = response.locals.exchange;
  if (input === undefined) throw new TypeError("this step comes after the contract");
  return input;
}
