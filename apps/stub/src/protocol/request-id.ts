import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";
import { headers } from "../contract.gen.js";

/** Opens the exchange: names it, and tells the caller its name whatever the answer will be. */
export const requestId: RequestHandler = (_request, response, next) => {
  const requestId = randomUUID();
  response.locals.exchange = { requestId };
  response.set(headers.RequestId, requestId);
  next();
};
