import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";
import type { components } from "./schema.gen.js";

/** Answers an accepted event. */
export const reply: RequestHandler = (_request, response) => {
  const answer: components["schemas"]["SendEventResponse"] = {
    Id: randomUUID(),
    AbsoluteTime: new Date().toISOString(),
  };
  response.json(answer);
};
