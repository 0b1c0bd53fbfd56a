import { expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { reservedEffect } from "../src/send-event/reserved-token.js";
import type { Counters } from "../src/store/store.js";
import { sendEvent, typing } from "./send-event.js";

/** What a token does to each of several requests that send an event of its own once more. */
async function effects(ConnectionToken: string, times = 2) {
  let attempts = 0;
  const counters: Counters = { next: async () => 0, attempt: async () => ++attempts };
  const input = { ConnectionToken, connection: "t", ContentType: typing, ClientToken: "c" } as const;
  const found = [];
  for (let sent = 0; sent < times; sent += 1) found.push(await reservedEffect(input, counters));
  return found;
}

it.each([
  ["t", undefined],
  ["stu:reset", undefined],
  ["STUB:reset", undefined],
  ["stub:reset", { connection: "reset" }],
  ["stub:ConflictException", { exception: "ConflictException" }],
  ["stub:delay:0", { delayMs: 0 }],
  ["stub:delay:7", { delayMs: 7 }],
  ["stub:delay:60000", { delayMs: 60_000 }],
])("%s does the same to every event", async (token, effect) => {
  expect(await effects(token, 9)).toEqual(Array(9).fill(effect));
});

it("a number says how often it fails, be it of one digit or of six", async () => {
  const effect = { exception: "ConflictException" };
  expect(await effects("stub:ConflictException:0", 1)).toEqual([undefined]);
  expect(await effects("stub:ConflictException:1")).toEqual([effect, undefined]);
  expect(await effects("stub:ConflictException:12", 13)).toEqual([...Array(12).fill(effect), undefined]);
  expect(await effects("stub:ConflictException:100000", 1)).toEqual([effect]);
  expect(await effects("stub:reset:1")).toEqual([{ connection: "reset" }, undefined]);
});

it.each(["1x", "x1", "-1", "1.5", "1000000", "", " 1"])("%j is no number of times", async (times) => {
  await expect(effects(`stub:ConflictException:${times}`)).rejects.toThrow("names no fault");
});

it("says which reserved tokens there are", async () => {
  await using stub = await startStub();
  const { body } = await sendEvent(stub, { ContentType: typing }, { token: "stub:x" });
  const names =
    "ValidationException AccessDeniedException ConflictException ThrottlingException InternalServerException " +
    "SerializationException UnknownOperationException MethodNotAllowedException NotAcceptableException " +
    "RequestTimeoutException RequestEntityTooLargeException UnsupportedMediaTypeException " +
    "RequestHeaderFieldsTooLargeException reset hang truncated malformed html502 delay:MILLISECONDS";
  const tokens = names.split(" ").map((name) => `stub:${name}`);
  expect(body["Message"]).toBe(
    `ConnectionToken starts with stub:, but names no fault: use one of ${tokens.join(", ")}; all but the last take :TIMES`,
  );
});
