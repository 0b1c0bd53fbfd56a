import { type ErrorRequestHandler, type RequestHandler, Router } from "express";
import { middleware, error as refusals } from "express-openapi-validator";
import type { Logger } from "pino";
import { bodyLimit, headers, mediaType } from "../contract.gen.js";
import { StubException } from "../exception.js";
import type { Memory } from "../memory.js";
import { body } from "../protocol/body.js";
import { errorReply } from "../protocol/error-reply.js";
import { controlDocumentPath } from "./document.js";
import { listEvents, streamEvents, waitForEvents } from "./events.js";
import { type Guard, guard } from "./guard.js";
import { validated } from "./validated.js";

/** Where the control API is. */
export const controlPath = "/_stub";

/** The control API: each request is let in by the guard and held to `control.yaml`, and then carried out. */
export function control(
  memory: Memory,
  guards: Guard,
  health: object,
  log: Logger,
): (RequestHandler | ErrorRequestHandler)[] {
  const routes = Router();
  routes.get("/health", async (_request, response) => {
    response.json({ status: "ok", ...health, ...(await memory.store.count()) });
  });
  routes.delete("/state", async (_request, response) => {
    await memory.store.reset();
    response.status(204).end();
  });
  routes.post("/connections", async (request, response) => {
    response.status(201).json(await memory.issueConnection(validated<"issueConnection">(request).body));
  });
  routes.delete("/connections/:ConnectionToken", async (request, response) => {
    const found = await memory.endConnection(validated<"endConnection">(request).path.ConnectionToken);
    if (!found) throw unknown("There is no connection with this ConnectionToken");
    response.status(204).end();
  });
  routes.get("/faults", async (_request, response) => {
    response.json({ faults: await memory.store.faults.list() });
  });
  routes.post("/faults", async (request, response) => {
    response.status(201).json(await memory.addFault(validated<"addFault">(request).body));
  });
  routes.delete("/faults/:id", async (request, response) => {
    const found = await memory.store.faults.remove(validated<"removeFault">(request).path.id);
    if (!found) throw unknown("There is no fault with this id");
    response.status(204).end();
  });
  routes.get("/events", listEvents(memory));
  routes.get("/events/wait", waitForEvents(memory));
  routes.get("/events/stream", streamEvents(memory));

  return [guard(guards), oneMediaType, ...body(bodyLimit), ...controlValidator(), routes, explain, errorReply(log)];
}

let prepared: ReturnType<typeof middleware> | undefined;

/** What holds a request to the control document. It remembers nothing, so that all stubs of a process share it. */
function controlValidator() {
  prepared ??= middleware({
    apiSpec: controlDocumentPath,
    validateApiSpec: false, // linted when it was written
    validateRequests: { allErrors: true },
    validateSecurity: false, // guard.ts, which knows more than the document can say
    validateResponses: false,
    fileUploader: false,
  });
  return prepared;
}

/** The validator keeps a compiled schema for every distinct Content-Type: show it only the one that there is. */
const oneMediaType: RequestHandler = (request, _response, next) => {
  request.headers["content-type"] = mediaType;
  next();
};

/** The validator's refusals, in the shape of all others. */
const explain: ErrorRequestHandler = (error, _request, _response, next) => {
  if (error instanceof refusals.BadRequest) next(new StubException("ValidationException", wording(error)));
  else if (error instanceof refusals.NotFound) next(unknown("The control API has no such path: see /_stub/health"));
  else if (error instanceof refusals.MethodNotAllowed) next(methodNotAllowed(error));
  else next(error);
};

function wording({ errors }: InstanceType<typeof refusals.BadRequest>): string {
  return errors.map(({ path, message }) => `${path.split("/").slice(2).join(".") || "The body"} ${message}`).join("; ");
}

function methodNotAllowed({ headers: given }: InstanceType<typeof refusals.MethodNotAllowed>): StubException {
  const allowed = String(given?.["Allow"] ?? "").toUpperCase();
  return new StubException("MethodNotAllowedException", `This method is not allowed here: use ${allowed}`, {
    [headers.Allow]: allowed,
  });
}

function unknown(message: string): StubException {
  return new StubException("UnknownOperationException", message);
}
