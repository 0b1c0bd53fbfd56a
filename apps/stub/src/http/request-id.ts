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
  // A slice would keep the whole header in memory for as long as the journal keeps the slice: this is a copy.
  if (userAgent) response.locals.userAgent = Buffer.from(userAgent.slice(0, 256)).toString();
  response.setHeader(headers.RequestId, response.locals.requestId);
  next();
};
