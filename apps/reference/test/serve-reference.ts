import { once } from "node:events";
import { createServer, request as forward } from "node:http";
import { fileURLToPath } from "node:url";
import { type Stub, startStub } from "@sendevent/stub";
import express from "express";
import { docs } from "../../stub/src/docs.js";

/** Where the build wrote the site. */
export const builtSite = fileURLToPath(new URL("../dist/site/", import.meta.url));

/** A stub with a reference in front of it. */
export interface ServedReference extends AsyncDisposable {
  /** Where the reference is: `http://127.0.0.1:…/docs/`. */
  readonly url: string;
  readonly stub: Stub;
}

/** Serves the reference in `folder` at `/docs` of a stub. */
export async function serveReference(folder = builtSite): Promise<ServedReference> {
  const stub = await startStub();
  const app = express().use("/docs", docs(folder));
  app.use((incoming, outgoing) => {
    const { method, headers, originalUrl } = incoming;
    const request = forward(stub.url + originalUrl, { method: method ?? "GET", headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    request.on("error", (error) => outgoing.destroy(error));
    incoming.pipe(request);
  });
  const server = createServer(app).listen(0, "127.0.0.1");
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
    },
  };
}
