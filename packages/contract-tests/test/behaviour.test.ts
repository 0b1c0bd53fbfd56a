import * as client from "@sendevent/client";
import { startStub } from "@sendevent/stub";
import { expect, it } from "vitest";
import { clientCallFindings } from "../checks/client-calls.js";
import { stubMemoryFindings } from "../checks/stub-memory.js";

it("the client repeats, pauses and abbreviates as the contract tests rely on", async () => {
  expect(await clientCallFindings(client)).toEqual([]);
});

it("the stub remembers, refuses and fails as the contract tests rely on", async () => {
  expect(await stubMemoryFindings(startStub)).toEqual([]);
});
