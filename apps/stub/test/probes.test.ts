import { once } from "node:events";
import express from "express";
import { describe, expect, it } from "vitest";
import { probeOperations, routesToProbes } from "../src/control/probes.js";
import { startStub } from "../src/index.js";
import { head, raw } from "./raw.js";

const everyAddress = [
  ["loopback", { host: "127.0.0.1" }],
  ["every address", { host: "0.0.0.0" }],
  ["every address, with a control token", { host: "0.0.0.0", controlToken: "s3cret" }],
] as const;

describe.each(everyAddress)("a stub that listens on %s", (_where, options) => {
  it.each(["live", "ready"])("tells anybody whether it is %s, and nothing else", async (probe) => {
    await using stub = await startStub(options);
    const asked = head(`GET /_stub/${probe} HTTP/1.0`, "Host: probe.example", "X-Forwarded-For: 192.0.2.1");
    const received = await raw(stub, asked);
    expect(received).toMatch(/^HTTP\/1.1 200 /);
    expect(received).toContain("\r\nCache-Control: no-store\r\n"); // what it was says nothing of what it is
    expect(received.split("\r\n\r\n")[1]).toBe('{"status":"ok"}');
  });

  it.each(["live", "ready"])("says so to HEAD: %s", async (probe) => {
    await using stub = await startStub(options);
    const received = await raw(stub, head(`HEAD /_stub/${probe} HTTP/1.1`, "Host: x", "Connection: close"));
    expect(received).toMatch(/^HTTP\/1.1 200 [\s\S]*\r\n\r\n$/);
  });
});

it.each([
  ["the store cannot be reached", async () => false, false, 503],
  ["the store fails", () => Promise.reject(new Error("no store")), false, 503],
  ["the stub closes", async () => true, true, 503],
  ["all is well", async () => true, false, 200],
])("when %s, readiness says so", async (_what, isReady, closes, expected) => {
  const closing = new AbortController();
  if (closes) closing.abort();
  const server = express()
    .use(routesToProbes(probeOperations(isReady, closing.signal)))
    .listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const response = await fetch(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/ready`);
  expect([response.status, await response.json()]).toEqual([
    expected,
    { status: expected === 200 ? "ok" : "unavailable" },
  ]);
  server.close();
});
