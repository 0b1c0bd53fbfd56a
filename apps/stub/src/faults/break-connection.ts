import { headers } from "@sendevent/openapi";
import type { Response } from "express";
import type { ConnectionFault } from "./fault.js";

const page = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n";
const goodAnswer = JSON.stringify({
  Id: "00000000-0000-4000-8000-000000000000",
  AbsoluteTime: "2026-01-01T00:00:00.000Z",
});

/** Breaks the connection of a request, instead of answering. `closing` ends what would otherwise hang for ever. */
export const breakConnection: Readonly<Record<ConnectionFault, (response: Response, closing: AbortSignal) => void>> = {
  reset(response) {
    response.socket?.resetAndDestroy();
  },
  hang(response, closing) {
    const letGo = () => response.destroy();
    closing.addEventListener("abort", letGo);
    response.once("close", () => closing.removeEventListener("abort", letGo));
    if (closing.aborted) letGo();
  },
  truncated(response) {
    response.status(200).type("json").set("Content-Length", String(goodAnswer.length));
    response.write(goodAnswer.slice(0, goodAnswer.length / 2), () => response.destroy());
  },
  malformed(response) {
    response
      .status(200)
      .type("json")
      .end(`${goodAnswer.slice(0, -1)},}`);
  },
  html502(response) {
    response.removeHeader(headers.RequestId);
    response.status(502).type("html").end(page);
  },
};
