import { once } from "node:events";
import { createApp } from "./app.js";
import { createHttpServer } from "./protocol/server.js";

/** How a stub is set up. */
export interface StubOptions {
  /** The TCP port to listen on; 0 picks a free one. Default: 0. */
  port?: number;
  /** The address to listen on. Default: `127.0.0.1`, which only this machine reaches. */
  host?: string;
}

/** A running stub. */
export interface Stub extends AsyncDisposable {
  /** Where it listens, such as `http://127.0.0.1:4010`: the `endpoint` to give to a client. */
  readonly url: string;
  /** The TCP port it listens on. */
  readonly port: number;
  /** Stops listening, lets requests in flight finish, and resolves when the last connection is gone. */
  close(): Promise<void>;
}

/**
 * Starts a stub in this process. Several can run side by side. Rejects with Node's own error when the address cannot be
 * listened on (`EADDRINUSE`, `EACCES`), and with the validator's when the document is broken.
 */
export async function startStub({ port = 0, host = "127.0.0.1" }: StubOptions = {}): Promise<Stub> {
  const server = createHttpServer(await createApp());
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the stub listens on TCP only");

  const close = async () => {
    if (!server.listening) return;
    server.close();
    server.closeIdleConnections();
    await once(server, "close");
  };
  const authority = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return { url: `http://${authority}:${address.port}`, port: address.port, close, [Symbol.asyncDispose]: close };
}
