import type { components } from "./schema.gen.js";

/** A request that the contract accepted, with `null` members left out. */
export interface SendEventInput {
  ConnectionToken: string;
  ContentType: components["schemas"]["ContentType"];
  Content?: string;
  ClientToken?: string;
}

/** What the pipeline knows of one request and its answer. Each step adds its own findings. */
export interface Exchange {
  /** The value of `x-amzn-RequestId`. */
  readonly requestId: string;
  /** The event, from the contract step on. */
  input?: SendEventInput;
}

declare global {
  namespace Express {
    interface Locals {
      /** From the first step on. */
      exchange: Exchange;
    }
  }
}
