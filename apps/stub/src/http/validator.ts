import type { RequestHandler } from "express";
import { error as errors, middleware } from "express-openapi-validator";

type Options = Parameters<typeof middleware>[0];

/** What only responses, callers and readers need: the validator would walk through all of it again and again as it starts. */
const unneeded = ["servers", "responses", "examples", "description", "summary"];

/** Validates requests against an OpenAPI document: against a copy, which the validator changes. */
export function validator(document: object, options: Omit<Options, "apiSpec">): RequestHandler[] {
  const steps = middleware({
    ...options,
    apiSpec: JSON.parse(JSON.stringify(document, (key, value) => (unneeded.includes(key) ? undefined : value))),
    validateApiSpec: false, // linted when it was written
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
