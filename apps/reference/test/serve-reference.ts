import { once } from "node:events";
import { type Stub, startStub } from "@sendevent/stub";
import express from "express";
import { docs } from "../../stub/src/docs.js";

/** A reference that is being served. */
export interface ServedReference extends AsyncDisposable {
  /** Where its first page is: `http://127.0.0.1:…/docs/`. */
  readonly url: string;
}

/** Serves the built reference as its readers get it: from a stub. */
export async function serveReference(): Promise<ServedReference & { readonly stub: Stub }> {
  const stub = await startStub();
  return { url: `${stub.url}/docs/`, stub, [Symbol.asyncDispose]: stub.close };
}

/** Serves the reference in a folder the way the stub does. */
export async function serveFolder(folder: string): Promise<ServedReference> {
  const server = express().use("/docs", docs(folder)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the server listens on TCP only");
  return {
    url: `http://127.0.0.1:${address.port}/docs/`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
