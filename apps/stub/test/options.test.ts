import { expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { settingsOf } from "../src/options.js";

// As callers without a compiler would call it: the options come from JSON.
it.each([
  ['{ "port": "4010" }', "port"],
  ['{ "port": 65536 }', "port"],
  ['{ "host": "" }', "host"],
  ['{ "access": "closed" }', "access"],
  ['{ "idempotency": "lax" }', "idempotency"],
  ['{ "idempotencyWindowMs": 0 }', "idempotencyWindowMs"],
  ['{ "throttle": "10:15" }', "throttle"],
  ['{ "throttle": { "rate": "10", "burst": 15 } }', "throttle"],
  ['{ "throttle": { "rate": 10, "burst": 1.5 } }', "throttle"],
  ['{ "controlToken": "a b" }', "controlToken"],
  ['{ "strict": "yes" }', "strict"],
  ['{ "seed": "abc" }', "seed"],
  ['{ "bodyLimit": -1 }', "bodyLimit"],
  ['{ "maxConnections": 0 }', "maxConnections"],
  ['{ "headerTimeoutMs": 0 }', "headerTimeoutMs"],
  ['{ "requestTimeoutMs": 1e12 }', "requestTimeoutMs"],
  ['{ "journalSize": 0 }', "journalSize"],
  ['{ "port": -1 }', "port must be >= 0"],
  ['{ "port": 65536 }', "port must be <= 65535"],
  ['{ "access": "closed" }', "access must be one of: open, registered"],
  ['{ "idempotency": "lax" }', "idempotency must be one of: window, strict"],
  ['{ "idempotencyWindowMs": 2147483648 }', "idempotencyWindowMs must be <= 2147483647"],
  ['{ "throttle": { "rate": 0, "burst": 1 } }', "throttle.rate must be > 0"],
  ['{ "throttle": { "rate": 1 } }', "throttle.burst is required"],
  ['{ "throttle": { "rate": 1, "burst": 0 } }', "throttle.burst must be >= 1"],
  ['{ "strict": "yes" }', "strict must be a boolean, but is a string"],
  ['{ "seed": -1 }', "seed must be >= 0"],
  ['{ "bodyLimit": 104857601 }', "bodyLimit must be <= 104857600"],
  ['{ "controlToken": "" }', "controlToken must match pattern"],
  ['{ "maxConnections": 1000001 }', "maxConnections must be <= 1000000"],
  ['{ "headerTimeoutMs": 2147483648 }', "headerTimeoutMs must be <= 2147483647"],
  ['{ "requestTimeoutMs": 0 }', "requestTimeoutMs must be >= 1"],
  ['{ "journalSize": 1000001 }', "journalSize must be <= 1000000"],
  ['{ "connections": {} }', "connections must be an array, but is an object"],
  ['{ "faults": "none" }', "faults must be an array, but is a string"],
  ['{ "bogus": 1 }', "bogus"],
  ['{ "faults": [{ "exception": "Nope" }] }', "exception"],
  ['{ "faults": [{}] }', "must have exactly one of exception, connection, sequence, status and delivery"],
  ['{ "connections": [{ "ttlSeconds": -5 }] }', "ttlSeconds"],
])("rejects %s, and names %s", async (options, named) => {
  const started = startStub(JSON.parse(options));
  await expect(started).rejects.toThrow(TypeError);
  await expect(started).rejects.toThrow(named);
});

it("has a default for each option that may be left out", () => {
  expect(settingsOf({})).toEqual({
    port: 0,
    host: "127.0.0.1",
    chat: true,
    access: "open",
    idempotency: "window",
    idempotencyWindowMs: 3_600_000,
    strict: false,
    tlsSelfSigned: false,
    bodyLimit: 262_144,
    maxConnections: 1_000,
    headerTimeoutMs: 10_000,
    requestTimeoutMs: 30_000,
    journalSize: 10_000,
    journalAgeMs: 604_800_000,
    throttlePer: "account",
    store: "memory",
    connections: [],
    faults: [],
  });
  expect(settingsOf(JSON.parse("{}"))).toEqual(settingsOf({ port: 0 }));
});

it("passes over options that are undefined, and does not change its argument", async () => {
  const given: { connections: { ConnectionToken: string }[]; port?: number } = {
    connections: [{ ConnectionToken: "a" }],
  };
  Object.assign(given, { port: undefined });
  await using stub = await startStub(given);
  expect(stub.port).toBeGreaterThan(0);
  expect(given.connections).toEqual([{ ConnectionToken: "a" }]);
});

it.each([
  ['{ "exception": "Nope" }', "exception"],
  ['{ "connection": "nope" }', "connection"],
  ['{ "delayMs": -1 }', "delayMs"],
])("rejects to stage %s", async (fault, named) => {
  await using stub = await startStub();
  await expect(stub.addFault(JSON.parse(fault))).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining(named),
  });
});
