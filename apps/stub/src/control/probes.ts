import { type RequestHandler, Router } from "express";
import type { Operations } from "../http/operations.js";
import type { operations } from "./schema.gen.js";

type Probes = Pick<Operations<operations>, "getLiveness" | "getReadiness">;

/** The operations that an orchestrator asks for. They tell whether, and nothing else. */
export function probeOperations(isReady: () => Promise<boolean>, closing: AbortSignal): Probes {
  return {
    async getLiveness(_parameters, _request, response) {
      response.set("Cache-Control", "no-store").json({ status: "ok" });
    },
    async getReadiness(_parameters, _request, response) {
      const ready = !closing.aborted && (await isReady().catch(() => false));
      response.set("Cache-Control", "no-store").status(ready ? 200 : 503);
      response.json({ status: ready ? "ok" : "unavailable" });
    },
  };
}

/** Routes to the probes ahead of the guard, which they do not need, and of the validator, which takes long to start. */
export function routesToProbes({ getLiveness, getReadiness }: Probes): RequestHandler {
  return Router({ caseSensitive: true, strict: true })
    .get("/live", (request, response) => getLiveness({}, request, response))
    .get("/ready", (request, response) => getReadiness({}, request, response));
}
