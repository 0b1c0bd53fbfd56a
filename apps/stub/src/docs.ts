import { readFileSync } from "node:fs";
import { join } from "node:path";
import express, { type ErrorRequestHandler, type RequestHandler, Router } from "express";

const headersFile = "headers.json";

/**
 * Serves the reference from a folder that its build wrote, with the headers that the build asks for: among them the policy
 * that keeps the page to its own host and its own script. What the folder does not have is passed on. Mount it at a path
 * of its own: `app.use("/docs", docs(folder))`. Throws an error that names the folder when there is no reference in it.
 */
export function docs(folder: string): RequestHandler {
  const headers = readHeaders(folder);
  const files = express.static(folder, {
    setHeaders: (response) => {
      response.setHeaders(new Map(Object.entries(headers)));
    },
  });
  return Router().use(files, refuse);
}

/** What HTTP has against a range or a condition (412, 416) is not a matter of the contract. */
const refuse: ErrorRequestHandler = (error, _request, response, next) => {
  if (!(error instanceof Error && "status" in error && Number(error.status) < 500)) return next(error);
  response.removeHeader("Content-Type");
  response.status(Number(error.status)).end();
};

function readHeaders(folder: string): Record<string, string> {
  const file = join(folder, headersFile);
  const headers: unknown = JSON.parse(readHeadersFile(file));
  if (typeof headers !== "object" || headers === null) throw new TypeError(`${file} must hold an object of headers`);
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function readHeadersFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new Error(`there is no reference at ${file}: build it with \`npm run build\``, { cause });
  }
}
