import { randomUUID } from "node:crypto";
import { connectionToken, headers } from "@sendevent/openapi";
import type { RequestHandler } from "express";
import { fingerprint } from "../fingerprint.js";

declare global {
  namespace Express {
    interface Locals {
      /** The value of `x-amzn-RequestId`. */
      requestId: string;
      receivedAt: Date;
      /** The fingerprint of the connection token, when there is one. */
      connection?: string | undefined;
      /** The first 256 characters of the header User-Agent. */
      userAgent?: string | undefined;
    }
  }
}

/** Gives each request its ID, and tells the caller, whatever the response will be. */
export const requestId: RequestHandler = (request, response, next) => {
  const token = request.get(connectionToken.header);
  const userAgent = request.get("user-agent");
  response.locals.requestId = randomUUID();
  response.locals.receivedAt = new Date();
  if (token) response.locals.connection = fingerprint(token);
  if (userAgent) response.locals.userAgent = start(userAgent);
  response.setHeader(headers.RequestId, response.locals.requestId);
  next();
};

/** The text up to `end`, if that is in it, and at most 256 characters. */
export function start(text: string, end?: string): string {
  const found = end === undefined ? -1 : text.indexOf(end);
  const length = Math.min(256, found < 0 ? text.length : found);
  // A slice would keep the whole text in memory for as long as the journal keeps the slice: this is a copy.
  return length === text.length ? text : Buffer.from(text.slice(0, length)).toString();
}
