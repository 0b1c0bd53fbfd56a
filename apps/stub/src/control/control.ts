import { bodyLimit } from "@sendevent/openapi";
import type { ErrorRequestHandler, RequestHandler } from "express";
import type { Parts } from "../app.js";
import { body } from "../http/body.js";
import { errorResponse } from "../http/error-response.js";
import { StubException } from "../http/exception.js";
import { routesTo } from "../http/operations.js";
import type { Settings } from "../options.js";
import { version } from "../package-files.js";
import { controlDocument, vocabulary } from "./document.js";
import { eventOperations } from "./events.js";
import { guard } from "./guard.js";
import { probeOperations, routesToProbes } from "./probes.js";
import type { operations } from "./schema.gen.js";

/** The control API: probes are open; beyond them, the guard lets a request in, the validator checks and routes it, an operation responds. */
export function control(
  settings: Settings,
  { store, metrics, closing, log }: Parts,
): (RequestHandler | ErrorRequestHandler)[] {
  const { access, idempotency, strict } = settings;
  const probes = probeOperations(() => store.ready(), closing);
  const route = routesTo<operations>(controlDocument, {
    ...probes,
    async getDocument(_parameters, _request, response) {
      response.json(controlDocument);
    },
    async getHealth(_parameters, _request, response) {
      response.json({
        status: "ok",
        version,
        access,
        idempotency,
        strict,
        ...(await response.locals.namespace.store.count()),
      });
    },
    async getMetrics(_parameters, _request, response) {
      const { text, type } = await metrics.read();
      response.set("Content-Type", type).send(text);
    },
    async resetState({ token }, _request, response) {
      await response.locals.namespace.state.reset({ token });
      response.status(204).end();
    },
    async issueConnection(_parameters, { body }, response) {
      response.status(201).json(await response.locals.namespace.state.issueConnection(body));
    },
    async endConnection({ ConnectionToken }, _request, response) {
      const found = await response.locals.namespace.state.endConnection(ConnectionToken);
      if (!found) throw new StubException("UnknownOperationException", "No connection has this ConnectionToken");
      response.status(204).end();
    },
    async listFaults(_parameters, _request, response) {
      response.json({ faults: await response.locals.namespace.store.faults.list() });
    },
    async addFault(_parameters, { body }, response) {
      response.status(201).json(await response.locals.namespace.state.addFault(body));
    },
    async removeFault({ id }, _request, response) {
      const found = await response.locals.namespace.state.removeFault(id);
      if (!found) throw new StubException("UnknownOperationException", "No fault has this id");
      response.status(204).end();
    },
    ...eventOperations(closing),
  });
  return [
    routesToProbes(probes),
    guard(settings),
    ...body(bodyLimit, "text/event-stream", "text/plain"),
    route,
    errorResponse(log, vocabulary),
  ];
}
