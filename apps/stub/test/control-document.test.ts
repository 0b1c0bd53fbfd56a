import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stub, startStub } from "../src/index.js";
import { control } from "./send-event.js";

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.close());

describe("what the control document does not have is rejected in the shape of the rest", () => {
  it.each([
    ["GET", "/nowhere", 404, "UnknownOperationException", "/_stub/openapi.json"],
    ["GET", "/health/", 404, "UnknownOperationException", "/_stub/openapi.json"],
    ["GET", "/Health", 404, "UnknownOperationException", "/_stub/openapi.json"],
    ["DELETE", "/faults/unknown", 404, "UnknownOperationException", "id"],
    ["DELETE", "/connections/unknown", 404, "UnknownOperationException", "ConnectionToken"],
    ["DELETE", "/connections/%zz", 400, "ValidationException", "percent-encoding"],
    ["PUT", "/health", 405, "MethodNotAllowedException", "GET"],
    ["OPTIONS", "/faults", 405, "MethodNotAllowedException", "GET, POST"],
    ["GET", "/events?limit=ten", 400, "ValidationException", "limit must be an integer, but is a string"],
    ["GET", "/events?limit=", 400, "ValidationException", "limit"],
    ["GET", "/events?limit=1&limit=2", 400, "ValidationException", "limit must be an integer, but is an array"],
    ["GET", "/events?limit=1001", 400, "ValidationException", "limit must be <= 1000"],
    ["GET", "/events?outcome=lost", 400, "ValidationException", "outcome must be one of: accepted, replayed, "],
    ["GET", "/events?typo=1", 400, "ValidationException", "typo"],
    ["GET", "/events/wait?count=0", 400, "ValidationException", "count must be >= 1"],
  ])("%s %s", async (method, path, status, exception, named) => {
    expect(await control(stub, method, path)).toMatchObject({
      status,
      exception,
      body: { Message: expect.stringContaining(named) },
    });
  });

  it.each(["text/plain", "application/x-www-form-urlencoded"])("a body in %s", async (type) => {
    const response = await control(stub, "POST", "/connections", {}, { "content-type": type });
    expect(response).toMatchObject({ status: 415, exception: "UnsupportedMediaTypeException" });
  });

  it("a header's parameter in the query", async () => {
    expect(await control(stub, "GET", "/events/stream?Last-Event-ID=0")).toMatchObject({ status: 400 });
  });

  it("a HEAD, which has no body to say so", async () => {
    const response = await control(stub, "HEAD", "/events/stream");
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET");
  });

  it("a Last-Event-ID that is no number", async () => {
    expect(await control(stub, "GET", "/events/stream", undefined, { "last-event-id": "x" })).toMatchObject({
      status: 400,
      body: { Message: "Last-Event-ID must be an integer, but is a string" },
    });
  });

  it.each([
    ["/connections", "{", "SerializationException", "not JSON"],
    ["/connections", "[]", "SerializationException", "an array"],
    [
      "/connections",
      '{ "participants": "2" }',
      "ValidationException",
      "participants must be an integer, but is a string",
    ],
    ["/connections", '{ "typo": 1 }', "ValidationException", "typo"],
    [
      "/faults",
      "{}",
      "ValidationException",
      "must have exactly one of exception, connection, sequence, status and delivery, or delayMs alone",
    ],
    ["/faults", '{ "exception": "Nope" }', "ValidationException", "exception must be one of: "],
  ])("POST %s with %s", async (path, body, exception, named) => {
    const response = await fetch(`${stub.url}/_stub${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(response.status).toBe(400);
    expect(response.headers.get("x-amzn-errortype")).toBe(exception);
    expect(await response.json()).toEqual({ Message: expect.stringContaining(named) });
  });
});

it.each(["", " a", "a ", "a\r\nb", "\u00e9", "stub:reset", ".", ".."])(
  "issues no token that its owner could not send: %j",
  async (ConnectionToken) => {
    expect(await control(stub, "POST", "/connections", { ConnectionToken })).toMatchObject({ status: 400 });
  },
);

it("issues no token as both of a connection", async () => {
  const both = { ConnectionToken: "same", ParticipantToken: "same" };
  expect(await control(stub, "POST", "/connections", both)).toMatchObject({ status: 400 });
});

it.each(["a b", "a/b?c#d%", "...", "~"])("issues the token %j, and ends its chat", async (ConnectionToken) => {
  expect(await control(stub, "POST", "/connections", { ConnectionToken })).toMatchObject({ status: 201 });
  expect(await control(stub, "DELETE", `/connections/${encodeURIComponent(ConnectionToken)}`)).toMatchObject({
    status: 204,
  });
});

it("serves its document, which is valid by itself", async () => {
  const { status, body } = await control(stub, "GET", "/openapi.json");
  expect(status).toBe(200);
  const folder = await mkdtemp(join(tmpdir(), "document-"));
  const path = join(folder, "openapi.json");
  await writeFile(path, JSON.stringify(body));
  const redocly = createRequire(import.meta.url).resolve("@redocly/cli/bin/cli.js");
  await promisify(execFile)(process.execPath, [redocly, "lint", path, "--extends", "minimal"]); // rejects what is invalid
  await rm(folder, { recursive: true });
});
