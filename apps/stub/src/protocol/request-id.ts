import { randomUUID } from "node:crypto";
import { connectionToken, headers } from "@sendevent/openapi";
import type { RequestHandler } from "express";
import { fingerprint } from "../fingerprint.js";

const longestUserAgent = 256;

/** Opens the exchange: names it, and tells the caller its name whatever the answer will be. */
export const requestId: RequestHandler = (request, response, next) => {
  const requestId = randomUUID();
  const token = request.get(connectionToken.header);
  const userAgent = request.get("user-agent")?.slice(0, longestUserAgent);
  response.locals.exchange = {
    requestId,
    receivedAt: new Date(),
    ...(token && { connection: fingerprint(token) }),
    ...(userAgent && { userAgent }),
    seen: {},
    warnings: [],
  };
  response.set(headers.RequestId, requestId);
  next();
};
