import type { RequestHandler } from "express";
import { type Journal, requestOf } from "./journal.js";

/** Responds to an accepted event, once it is in the journal. */
export function respond(journal: Journal): RequestHandler {
  return async (_request, response) => {
    const { result, outcome } = response.locals;
    await journal(requestOf(response), outcome);
    response.json(result);
  };
}
