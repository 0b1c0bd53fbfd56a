import { once } from "node:events";
import { createServer } from "node:http";
import express, { type RequestHandler } from "express";
import { expect, it } from "vitest";
import { errorResponse } from "../src/http/error-response.js";
import { StubException } from "../src/http/exception.js";
import { StoreError } from "../src/store/store-error.js";

/** What comes back, is logged and recorded where a step throws, and where recording does. */
async function thrown(step: RequestHandler, recording?: Error) {
  const logged: unknown[][] = [];
  const recorded: unknown[] = [];
  const log = { info() {}, error: (...line: unknown[]) => void logged.push(line) };
  const app = express().use((_request, response, next) => {
    response.locals.requestId = "r";
    next();
  });
  app.set("env", "production").use(step);
  app.use(
    errorResponse(log, { unknownPath: "no path", choices: {} }, async (_response, { name }) => {
      if (recording) throw recording;
      recorded.push(name);
    }),
  );
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const response = await fetch(`http://127.0.0.1:${port}`).catch(() => undefined);
  const text = await response?.text().catch(() => "cut");
  server.close();
  return { status: response?.status, type: response?.headers.get("x-amzn-errortype"), text, logged, recorded };
}

const fails = (error: unknown) => () => Promise.reject(error);
const unreachable = new StoreError("redis://host: connection refused: start it");
const down = {
  status: 500,
  type: "InternalServerException",
  text: '{"Message":"The stub cannot reach its store: try again"}',
};

it("an exception is sent as it is, and logged by nobody", async () => {
  const exception = new StubException("ThrottlingException", "slow", { "Retry-After": "3" });
  expect(await thrown(fails(exception))).toEqual({
    ...{ status: 429, type: "ThrottlingException", text: '{"Message":"slow"}' },
    ...{ logged: [], recorded: ["ThrottlingException"] },
  });
});

it("a step that the store could not take is logged in a line, and recorded nowhere", async () => {
  expect(await thrown(fails(unreachable))).toEqual({
    ...down,
    logged: [[{ requestId: "r" }, unreachable.message]],
    recorded: [],
  });
});

it("so is an error response that the store could not record", async () => {
  expect(await thrown(fails(new StubException("ConflictException", "c")), unreachable)).toEqual({
    ...down,
    logged: [[{ requestId: "r" }, unreachable.message]],
    recorded: [],
  });
});

it.each([
  ["an error", new Error("secret")],
  ["an error of another library's", Object.assign(new Error("secret"), { type: "stream.encoding.set" })],
  ["one that only has a limit", Object.assign(new Error("secret"), { type: "request.aborted", limit: 1 })],
  ["no error at all", { type: "entity.too.large", limit: 5 }],
])("%s is a defect, which the log gets whole", async (_what, error) => {
  expect(await thrown(fails(error))).toEqual({
    ...{ status: 500, type: "InternalServerException" },
    text: '{"Message":"The stub failed: please report what you sent"}',
    logged: [[{ err: error, requestId: "r" }, "defect"]],
    recorded: ["InternalServerException"],
  });
});

it("a response that has begun is cut off", async () => {
  const step: RequestHandler = (_request, response, next) => {
    response.writeHead(200, { "content-length": "9" }).write("begun", () => next(new Error("late")));
  };
  expect(await thrown(step)).toMatchObject({ status: 200, text: "cut", recorded: ["InternalServerException"] });
});

it("an error that comes after the client has left is recorded nowhere", async () => {
  const step: RequestHandler = (request, _response, next) => {
    request.socket.once("close", () => next(new Error("late"))).destroy();
  };
  expect(await thrown(step)).toMatchObject({ status: undefined, recorded: [], logged: [] });
});
