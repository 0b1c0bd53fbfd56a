import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import express, { type Express, type RequestHandler } from "express";
import type { Logger } from "pino";
import { access } from "./access.js";
import { contract } from "./contract/contract.js";
import { control } from "./control/control.js";
import { controlPath } from "./control/document.js";
import { docs } from "./docs.js";
import type { Entropy } from "./entropy.js";
import { faults } from "./faults/faults.js";
import { idempotency } from "./idempotency.js";
import type { Journal } from "./journal.js";
import type { Memory } from "./memory.js";
import type { Settings } from "./options.js";
import { body } from "./protocol/body.js";
import { crossOrigin } from "./protocol/cross-origin.js";
import { errorReply } from "./protocol/error-reply.js";
import { host } from "./protocol/host.js";
import { acceptedMediaType, bodyMediaType } from "./protocol/media-types.js";
import { requestId } from "./protocol/request-id.js";
import { resource } from "./protocol/resource.js";
import { reply } from "./reply.js";
import { throttle } from "./throttle.js";
import { version } from "./version.js";
import { warnings } from "./warnings.js";

const unlimited: RequestHandler = (_request, _response, next) => next();

/** Where the reference is. */
export const docsPath = "/docs";

/** The build puts the reference here; a stub that runs from its sources has none. */
const docsFolder = fileURLToPath(new URL("../dist/docs", import.meta.url));

/** A request's way through the stub, from top to bottom. A refusal at any step is thrown, and answered at the end. */
export function createApp(
  settings: Settings,
  memory: Memory,
  entropy: Entropy,
  journal: Journal,
  log: Logger,
): Express {
  const { store, closing } = memory;
  const health = { version, access: settings.access, idempotency: settings.idempotency, strict: settings.strict };

  const app = express();
  app.set("env", "production"); // if the last step should fail, no stack trace goes to the caller
  app.disable("x-powered-by").disable("etag").enable("case sensitive routing").enable("strict routing");
  app.use(requestId);
  app.use(controlPath, control(memory, settings, health, log));
  if (existsSync(docsFolder)) app.use(docsPath, docs(docsFolder));
  app.use(crossOrigin);
  app.use(host);
  app.use(resource);
  app.use(acceptedMediaType, bodyMediaType);
  app.use(body(settings.bodyLimit));
  app.use(contract);
  app.use(warnings(settings.strict));
  app.use(access(settings.access, store.connections));
  app.use(faults(store, entropy, journal, closing));
  app.use(settings.throttle ? throttle(settings.throttle, store.throttle) : unlimited);
  app.use(idempotency(settings.idempotency, settings.idempotencyWindowMs, store.replays, entropy));
  app.use(reply(journal));
  app.use(errorReply(log, journal));
  return app;
}
