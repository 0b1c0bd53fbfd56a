import { extname } from "node:path";
import { type RequestHandler, Router } from "express";

/**
 * Serves the reference, or the console, whose files are read when the first is asked for, with the headers of its `headers.json`: among them
 * the policy that keeps the page to its own host and its own script. What it does not have is passed on. Mount it at a path
 * of its own: `app.use("/docs", docs(readDocs))`.
 */
export function docs(read: () => ReadonlyMap<string, string>): RequestHandler {
  let files: ReadonlyMap<string, string> | undefined;
  return Router({ strict: true }).get(
    ["/", "/:name"],
    withSlash,
    ({ params: { name = "index.html" } }, response, next) => {
      files ??= read();
      const content = files.get(String(name));
      if (content === undefined) return next();
      const headers: Record<string, string> = JSON.parse(files.get("headers.json") ?? "{}");
      response
        .set(headers)
        .type(extname(String(name)))
        .send(content);
    },
  );
}

/** Relative links need the slash. The redirect is relative too: a proxy may have put the stub under a path of its own. */
const withSlash: RequestHandler = ({ baseUrl, originalUrl, url }, response, next) => {
  if (originalUrl.startsWith(`${baseUrl}/`)) return next();
  response.redirect(301, `.${baseUrl.slice(baseUrl.lastIndexOf("/"))}${url}`);
};
