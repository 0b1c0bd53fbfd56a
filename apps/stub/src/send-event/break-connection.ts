import { headers } from "@sendevent/openapi";
import type { Response } from "express";
import type { ConnectionFault } from "../control/document.js";

const page = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n";
const validBody = JSON.stringify({
  Id: "00000000-0000-4000-8000-000000000000",
  AbsoluteTime: "2026-01-01T00:00:00.000Z",
});

/** Breaks the connection of a request instead of responding. `closing` ends what would otherwise hang for ever. */
export const breakConnection: Readonly<Record<ConnectionFault, (response: Response, closing: AbortSignal) => void>> = {
  reset({ req: { socket } }) {
    // A pipelined response has no socket of its own before its turn.
    if ("resetAndDestroy" in socket) socket.resetAndDestroy();
  },
  hang({ req: { socket } }, closing) {
    const release = () => socket.destroy();
    closing.addEventListener("abort", release);
    socket.once("close", () => closing.removeEventListener("abort", release));
    if (closing.aborted) release();
  },
  truncated(response) {
    response.type("json").set("Content-Length", String(validBody.length));
    response.write(validBody.slice(0, validBody.length / 2), () => response.destroy());
  },
  malformed(response) {
    response.type("json").end(`${validBody.slice(0, -1)},}`);
  },
  html502(response) {
    response.removeHeader(headers.RequestId);
    response.status(502).type("html").end(page);
  },
};
