import { readFileSync } from "node:fs";
import { join } from "node:path";
import express, { type ErrorRequestHandler, type RequestHandler, Router } from "express";

/**
 * Serves the reference from a folder that its build wrote, with the headers of its `headers.json`: among them the policy
 * that keeps the page to its own host and its own script. What the folder does not have is passed on. Mount it at a path
 * of its own: `app.use("/docs", docs(folder))`. Throws an error that names the file when there is no reference.
 */
export function docs(folder: string): RequestHandler {
  const headers = new Map<string, string>(
    Object.entries(JSON.parse(readFileSync(join(folder, "headers.json"), "utf8"))),
  );
  const files = express.static(folder, {
    redirect: false,
    setHeaders: (response) => void response.setHeaders(headers),
  });
  return Router().use(withSlash, files, errorStatus);
}

/** Relative links need the slash. The redirect is relative too: a proxy may have put the stub under a path of its own. */
const withSlash: RequestHandler = ({ baseUrl, method, originalUrl, url }, response, next) => {
  if (!["GET", "HEAD"].includes(method) || originalUrl.startsWith(`${baseUrl}/`)) return next();
  response.redirect(301, `.${baseUrl.slice(baseUrl.lastIndexOf("/"))}${url}`);
};

/** An error of HTTP's ranges and conditions (412, 416) has no body: the contract does not describe it. */
const errorStatus: ErrorRequestHandler = (error, _request, response, next) => {
  if (!(error instanceof Error && "status" in error && Number(error.status) < 500)) return next(error);
  response.removeHeader("Content-Type");
  response.status(Number(error.status)).end();
};
