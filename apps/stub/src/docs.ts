import { extname } from "node:path";
import { type RequestHandler, Router } from "express";

/**
 * Serves the reference, the console or the examples, whose files are read when the first is asked for, with the headers of
 * their `headers.json`: among them the policy that keeps the page to its own host and its own script. For what it does not have
 * there is its page `404.html`; without that, it is passed on. Mount it at a path of its own: `app.use("/docs", docs(readDocs))`.
 */
export function docs(read: () => ReadonlyMap<string, string>): RequestHandler {
  let files: ReadonlyMap<string, string> | undefined;
  return Router({ strict: true }).get(["/", "/*path"], withSlash, ({ path }, response, next) => {
    files ??= read();
    const name = path.slice(1) || "index.html";
    const content = files.get(name);
    const notFound = files.get("404.html");
    if (content === undefined && notFound === undefined) return next();
    const headers: Record<string, string> = JSON.parse(files.get("headers.json") ?? "{}");
    response.set(headers);
    if (content === undefined)
      response
        .status(404)
        .type("html")
        .send(fromBelow(notFound ?? "", name));
    else response.type(extname(name)).send(content);
  });
}

/** A page whose relative links also work where its address has folders. */
function fromBelow(page: string, name: string): string {
  return page.replaceAll(/(?<= (?:href|src)=")(?!#)/g, "../".repeat(name.split("/").length - 1));
}

/** Relative links need the slash. The redirect is relative too: a proxy may have put the stub under a path of its own. */
const withSlash: RequestHandler = ({ baseUrl, originalUrl, url }, response, next) => {
  if (originalUrl.startsWith(`${baseUrl}/`)) return next();
  response.redirect(301, `.${baseUrl.slice(baseUrl.lastIndexOf("/"))}${url}`);
};
