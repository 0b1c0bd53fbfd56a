import type { RequestHandler } from "express";
import type { Journal } from "./journal.js";

/** Answers an accepted event, once it is in the journal. */
export function reply(journal: Journal): RequestHandler {
  return async (_request, response) => {
    const { exchange } = response.locals;
    if (exchange.answer === undefined || exchange.outcome === undefined) {
      throw new TypeError("this step comes after idempotency");
    }
    await journal(exchange, exchange.outcome);
    response.json(exchange.answer);
  };
}
