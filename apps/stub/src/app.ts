import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { path } from "@sendevent/openapi";
import express, { type Express } from "express";
import { control } from "./control/control.js";
import { controlPath } from "./control/document.js";
import { docs } from "./docs.js";
import { body } from "./http/body.js";
import { crossOrigin, preflight } from "./http/cors.js";
import { errorResponse } from "./http/error-response.js";
import { requestId } from "./http/request-id.js";
import type { Log } from "./log.js";
import type { Metrics } from "./metrics.js";
import type { Settings } from "./options.js";
import type { RandomSource } from "./random-source.js";
import { access } from "./send-event/access.js";
import { faults } from "./send-event/faults.js";
import { idempotency } from "./send-event/idempotency.js";
import { type Journal, requestOf, respond } from "./send-event/journal.js";
import { throttle } from "./send-event/throttle.js";
import { validation, vocabulary } from "./send-event/validation.js";
import { warnings } from "./send-event/warnings.js";
import type { State } from "./state.js";
import type { Store } from "./store/store.js";

/** Where the reference is. */
export const docsPath = "/docs";

/** The build puts the reference here; a stub that runs from its sources has none. */
const docsFolder = fileURLToPath(new URL("../dist/docs", import.meta.url));

/** What the steps work with. `closing` aborts when the stub closes. */
export interface Parts {
  readonly store: Store;
  readonly state: State;
  readonly random: RandomSource;
  readonly journal: Journal;
  readonly metrics: Metrics;
  readonly closing: AbortSignal;
  readonly log: Log;
}

/** A request's way through the stub, from top to bottom. An error at any step is thrown, and becomes a response at the end. */
export function createApp(settings: Settings, parts: Parts): Express {
  const { store, random, journal, closing, log } = parts;
  const app = express();
  app.set("env", "production"); // if the last step should fail, no stack trace goes to the caller
  app.disable("x-powered-by").disable("etag").enable("case sensitive routing").enable("strict routing");
  app.use(requestId);
  app.use(controlPath, control(settings, parts));
  if (existsSync(docsFolder)) app.use(docsPath, docs(docsFolder));
  app.use(crossOrigin);
  app.options(path, preflight);
  app.use(body(settings.bodyLimit));
  app.use(validation);
  app.use(warnings(settings.strict));
  app.use(access(settings.access, store.connections));
  app.use(faults(store, random, journal, closing));
  app.use(throttle(settings.throttle, store.throttle));
  app.use(idempotency(settings.idempotency, settings.idempotencyWindowMs, store.replays, random));
  app.use(respond(journal));
  app.use(errorResponse(log, vocabulary, (response, { name, message }) => journal(requestOf(response), name, message)));
  return app;
}
