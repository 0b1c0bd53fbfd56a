import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname } from "node:path";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript" };

/**
 * A site of a folder's files that accepts events too, so that a page needs no CORS. `reported` is what the page posts to
 * `/report`. It is closed when the test is over.
 */
export async function serveSite(folder: string) {
  const tokens: unknown[] = [];
  let report = (_text: string) => {};
  const reported = new Promise<string>((resolve) => {
    report = resolve;
  });
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://site");
    if (request.method === "POST" && pathname === "/report") {
      report(await text(request));
      return response.end();
    }
    if (request.method === "POST") {
      tokens.push(request.headers["x-amz-bearer"]);
      const event = { Id: `event-${tokens.length}`, AbsoluteTime: "2026-11-24T00:00:00.000Z" };
      return response.setHeader("content-type", "application/json").end(JSON.stringify(event));
    }
    const body = await readFile(`${folder}${pathname === "/" ? "/index.html" : pathname}`).catch(() => undefined);
    response.statusCode = body ? 200 : 404;
    return response.setHeader("content-type", types[extname(pathname || "/")] ?? "text/html").end(body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tokens, reported };
}

/** The browser that pages are opened in. */
export const chromium = "/usr/bin/chromium";

/** Opens a page, and resolves to what `reported` does. */
export async function openPage(url: string, reported: Promise<string>): Promise<string> {
  const profile = await mkdtemp(`${tmpdir()}/chromium-`);
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
  const child = spawn(chromium, [...flags, `--user-data-dir=${profile}`, url], { stdio: "ignore" });
  const exited = once(child, "exit");
  try {
    return await Promise.race([reported, exited.then(() => Promise.reject(new Error("Chromium exited too early")))]);
  } finally {
    child.kill();
    await exited;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
