import { once } from "node:events";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Stub, startStub } from "@sendevent/stub";
import express from "express";
import { documentUrl, type JsonObject } from "../../../openapi/generate/document.js";
import { readDocuments } from "../src/site/documents.js";
import { siteFiles } from "../src/site/site.js";

/** A reference that is being served, with the stub that its requests reach. */
export interface ServedReference extends AsyncDisposable {
  /** Where its first page is: `http://127.0.0.1:…/docs/`. */
  readonly url: string;
  readonly stub: Stub;
}

/**
 * Builds the reference from the sources as they are, and serves it under `/docs` in front of a stub, with the headers that
 * its build asks for: to a browser the two are one server.
 */
export async function serveReference(contract?: JsonObject): Promise<ServedReference> {
  const folder = await mkdtemp(join(tmpdir(), "reference-"));
  const documents = await readDocuments();
  const files = await siteFiles({ ...documents, ...(contract && { contract }) });
  for (const [name, content] of files) await writeFile(join(folder, name), content);
  await copyFile(documentUrl, join(folder, "sendevent.yaml"));
  const headers: Record<string, string> = JSON.parse(files.get("headers.json") ?? "{}");
  const stub = await startStub();
  const app = express()
    .use("/docs", express.static(folder, { setHeaders: (response) => response.setHeaders(new Headers(headers)) }))
    .use((incoming, outgoing) => forward(incoming, outgoing, stub.url));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the server listens on TCP only");
  return {
    url: `http://127.0.0.1:${address.port}/docs/`,
    stub,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await stub.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Sends a request on as it is. Where the stub breaks the connection, so does this. */
function forward(incoming: IncomingMessage, outgoing: ServerResponse, url: string): void {
  const { method = "GET", headers, url: path = "/" } = incoming;
  const onward = request(new URL(path, url), { method, headers }, (response) => {
    outgoing.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(outgoing);
  });
  onward.on("error", () => outgoing.destroy());
  incoming.pipe(onward);
}
