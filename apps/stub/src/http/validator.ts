import express, { type Express, type Request, type RequestHandler } from "express";
import { error as errors, middleware } from "express-openapi-validator";

type Options = Parameters<typeof middleware>[0];

/** What only responses and readers need: the validator would walk through all of it again and again as it starts. */
const unneeded = ["responses", "headers", "examples", "description", "summary"];

/** Validates requests against an OpenAPI document: against a copy, which the validator changes. */
export function validator(document: object, options: Omit<Options, "apiSpec">): RequestHandler[] {
  const steps = middleware({
    ...options,
    apiSpec: JSON.parse(JSON.stringify(document, (key, value) => (unneeded.includes(key) ? undefined : value))),
    validateApiSpec: false, // linted when it was written; what it lacks, `probe` finds
    validateResponses: false,
    fileUploader: false,
  });
  return [exactPath, ...steps];
}

/** The validator takes a path with a trailing slash for the path without: it passes path-to-regexp an option of old. */
const exactPath: RequestHandler = ({ originalUrl }, _response, next) => {
  const [path = ""] = originalUrl.split("?");
  next(path.endsWith("/") ? new errors.NotFound({ path }) : undefined);
};

/** A request that a document accepts. */
export type Probe = Pick<Request, "method" | "originalUrl" | "headers" | "body">;

/**
 * Has a request validated that comes from nobody. The validator reads and compiles its document at the first request:
 * this makes a broken document surface at the start. Rejects with what is wrong.
 */
export async function probe(app: Express, steps: readonly RequestHandler[], request: Probe): Promise<void> {
  const incoming: Request = Object.assign(Object.create(express.request), {
    ...request,
    app,
    url: request.originalUrl,
  });
  for (const step of steps) {
    await new Promise<void>((resolve, reject) => {
      step(incoming, express.response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
    });
  }
}
