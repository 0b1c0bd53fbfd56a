import { path } from "@sendevent/openapi";
import express, { type Express } from "express";
import { chat } from "./chat/chat.js";
import type { ChatSockets } from "./chat/sockets.js";
import { control } from "./control/control.js";
import { controlPath } from "./control/document.js";
import { docs } from "./docs.js";
import { body } from "./http/body.js";
import { crossOrigin, preflight } from "./http/cors.js";
import { errorResponse } from "./http/error-response.js";
import { inOrder } from "./http/in-order.js";
import { requestId } from "./http/request-id.js";
import type { Log } from "./log.js";
import type { Metrics } from "./metrics.js";
import { enterNamespace, type Namespace } from "./namespace.js";
import type { Settings } from "./options.js";
import { readConsole, readDocs, readExamples } from "./package-files.js";
import { accept } from "./send-event/accept.js";
import { access } from "./send-event/access.js";
import { faults } from "./send-event/faults.js";
import { requestOf } from "./send-event/journal.js";
import { throttle } from "./send-event/throttle.js";
import { validation, vocabulary } from "./send-event/validation.js";
import { chatWarnings, warnings } from "./send-event/warnings.js";
import type { Store } from "./store/store.js";

/** Where the reference is. */
export const docsPath = "/docs";
/** Where the console is. */
export const consolePath = "/console";

/** Where the examples of chat widgets are. */
const examplesPath = "/examples";

/** What the steps work with. `closing` aborts when the stub closes. */
export interface Parts {
  readonly store: Store;
  readonly namespaces: (name: string) => Namespace;
  readonly metrics: Metrics;
  readonly sockets: Pick<ChatSockets, "countOf">;
  readonly closing: AbortSignal;
  readonly log: Log;
}

/** A request's way through the stub, from top to bottom. An error at any step is thrown, and becomes a response at the end. */
export function createApp(settings: Settings, parts: Parts): Express {
  const { namespaces, closing, log } = parts;
  const app = express();
  app.set("env", "production"); // if the last step should fail, no stack trace goes to the caller
  app.disable("x-powered-by").disable("etag").enable("case sensitive routing").enable("strict routing");
  app.use(requestId);
  app.use(enterNamespace(namespaces));
  if (settings.chat) app.use(chat(settings, parts));
  app.use(controlPath, control(settings, parts));
  app.use(docsPath, docs(readDocs));
  app.use(consolePath, docs(readConsole));
  if (settings.chat) app.use(examplesPath, docs(readExamples));
  app.use(crossOrigin);
  app.options(path, preflight);
  app.use(
    inOrder(
      ...body(settings.bodyLimit),
      ...validation,
      warnings(settings.strict),
      access(settings.access),
      chatWarnings(settings.strict),
      faults(closing),
      throttle(settings),
      accept(settings),
    ),
  );
  app.use(
    errorResponse(log, vocabulary, (response, { name, message }) =>
      response.locals.namespace.journal.record(requestOf(response), name, message),
    ),
  );
  return app;
}
