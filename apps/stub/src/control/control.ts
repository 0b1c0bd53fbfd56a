import { bodyLimit } from "@sendevent/openapi";
import type { ErrorRequestHandler, RequestHandler } from "express";
import type { Logger } from "pino";
import { body } from "../http/body.js";
import { errorResponse } from "../http/error-response.js";
import { StubException } from "../http/exception.js";
import type { Memory } from "../memory.js";
import { vocabulary } from "./document.js";
import { listEvents, streamEvents, waitForEvents } from "./events.js";
import { type Guard, guard } from "./guard.js";
import { type Operations, routesTo } from "./operations.js";

/** The control API: the guard lets a request in, the validator checks and routes it, an operation responds. */
export function control(
  memory: Memory,
  guards: Guard,
  health: object,
  log: Logger,
): (RequestHandler | ErrorRequestHandler)[] {
  const { store } = memory;
  const operations: Operations = {
    async getHealth(_parameters, _request, response) {
      response.json({ status: "ok", ...health, ...(await store.count()) });
    },
    async resetState(_parameters, _request, response) {
      await store.reset();
      response.status(204).end();
    },
    async issueConnection(_parameters, { body }, response) {
      response.status(201).json(await memory.issueConnection(body));
    },
    async endConnection({ ConnectionToken }, _request, response) {
      const found = await memory.endConnection(ConnectionToken);
      if (!found) throw unknown("There is no connection with this ConnectionToken");
      response.status(204).end();
    },
    async listFaults(_parameters, _request, response) {
      response.json({ faults: await store.faults.list() });
    },
    async addFault(_parameters, { body }, response) {
      response.status(201).json(await memory.addFault(body));
    },
    async removeFault({ id }, _request, response) {
      const found = await store.faults.remove(id);
      if (!found) throw unknown("There is no fault with this id");
      response.status(204).end();
    },
    listEvents: listEvents(memory),
    waitForEvents: waitForEvents(memory),
    streamEvents: streamEvents(memory),
  };
  return [guard(guards), ...body(bodyLimit), routesTo(operations), errorResponse(log, vocabulary)];
}

function unknown(message: string): StubException {
  return new StubException("UnknownOperationException", message);
}
