import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runConformance } from "../src/conformance.js";
import { paceOf } from "../src/pace.js";
import { givenTokens } from "../src/tokens.js";
import { contractServer } from "./fixtures/contract-server.js";
import { run } from "./fixtures/run.js";

const turn = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"], now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets simulated time pass, 10 ms at each turn of the event loop, until a promise is settled. Gives the time it took. */
async function elapsed(promise: Promise<unknown>): Promise<number> {
  const started = performance.now();
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  promise.then(settle, settle);
  await turn();
  while (!isSettled) {
    vi.advanceTimersByTime(10);
    await turn();
  }
  return performance.now() - started;
}

describe("a pace", () => {
  it("lets the first request go at once, and others in turn", async () => {
    const pace = paceOf(4);
    expect(await elapsed(pace(1))).toBe(0);
    expect(await elapsed(pace(2))).toBe(250);
    expect(await elapsed(pace(1))).toBe(500);
    vi.advanceTimersByTime(10_000);
    expect(await elapsed(pace(1))).toBe(0);
    expect(await elapsed(pace(1))).toBe(250);
  });

  it("without a limit never waits", async () => {
    const pace = paceOf(Number.POSITIVE_INFINITY);
    for (let i = 0; i < 100; i += 1) expect(await elapsed(pace(3))).toBe(0);
  });
});

const timeout = ["--timeout", "600000"];

it("--rate spaces the requests of cases out, counting each of their requests", async () => {
  await using server = await contractServer();
  const parameters = [
    "--url",
    server.url.href,
    ...timeout,
    "--rate",
    "2",
    "--only",
    "replay-same-event",
    "--only",
    "replay-other-spacing",
    "--only",
    "event-typing",
  ];
  const time = await elapsed(run(...parameters));
  expect(time).toBeGreaterThanOrEqual(2000); // the last case waits for the four requests of the others
  expect(time).toBeLessThan(4000);
});

it("--rate spaces generated requests out", async () => {
  await using server = await contractServer();
  const parameters = [
    "--url",
    server.url.href,
    ...timeout,
    "--rate",
    "2",
    "--only",
    "event-typing",
    "--runs",
    "4",
    "--seed",
    "1",
  ];
  expect(await elapsed(run(...parameters))).toBeGreaterThanOrEqual(2000);
});

it("without --rate there is no pause", async () => {
  await using server = await contractServer();
  expect(
    await elapsed(run("--url", server.url.href, ...timeout, "--only", "event-typing", "--only", "event-message")),
  ).toBeLessThan(2000);
});

it("sends the vendor's service five requests a second", async () => {
  // It is known by its name alone; nothing of this name can be reached
  const url = new URL("http://participant.connect.eu-west-2.amazonaws.com.invalid");
  const only = ["events/"];
  const promise = runConformance({ url, tokens: givenTokens("t"), only, timeoutMs: 600_000 });
  const time = await elapsed(promise);
  expect((await promise).results).toHaveLength(6);
  expect(time).toBeGreaterThanOrEqual(1000);
});
