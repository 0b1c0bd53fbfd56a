import { expect, it } from "vitest";
import { startStub } from "../src/index.js";

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
  ['{ "bogus": 1 }', "bogus"],
  ['{ "faults": [{ "exception": "Nope" }] }', "exception"],
  ['{ "faults": [{}] }', "must have exception, connection or delayMs"],
  ['{ "connections": [{ "ttlSeconds": -5 }] }', "ttlSeconds"],
])("refuses %s, and names %s", async (options, named) => {
  await expect(startStub(JSON.parse(options))).rejects.toThrow(named);
});

it.each([
  ['{ "exception": "Nope" }', "exception"],
  ['{ "connection": "nope" }', "connection"],
  ['{ "delayMs": -1 }', "delayMs"],
])("refuses to stage %s", async (fault, named) => {
  await using stub = await startStub();
  await expect(stub.addFault(JSON.parse(fault))).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining(named),
  });
});
