import { afterEach, expect, it, vi } from "vitest";
import { startStub } from "../src/index.js";
import { sendEvent, typing } from "./send-event.js";

afterEach(() => {
  vi.useRealTimers();
});

it("takes a burst, then rejects with Retry-After, then takes as many as the rate gives", async () => {
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
  await using stub = await startStub({ throttle: { rate: 2, burst: 3 } });
  const statuses = async (count: number) => {
    const received: number[] = [];
    for (let sent = 0; sent < count; sent += 1) received.push((await sendEvent(stub)).status);
    return received;
  };
  expect(await statuses(4)).toEqual([200, 200, 200, 429]);
  const rejected = await sendEvent(stub);
  expect(rejected).toMatchObject({ exception: "ThrottlingException" });
  expect(rejected.headers.get("retry-after")).toBe("1");
  vi.advanceTimersByTime(1_000);
  expect(await statuses(3)).toEqual([200, 200, 429]);
});

it("says how many whole seconds to wait, rounded up", async () => {
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
  await using stub = await startStub({ throttle: { rate: 0.4, burst: 1 } });
  await sendEvent(stub);
  const throttled = await sendEvent(stub);
  expect(throttled.headers.get("retry-after")).toBe("3");
  expect(throttled.body).toEqual({ Message: "Rate exceeded: the quota is 0.4 requests a second, 1 at once; wait 3 s" });
});

it("is one quota for all connections", async () => {
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
  await using stub = await startStub({ throttle: { rate: 1, burst: 1 } });
  expect(await sendEvent(stub, { ContentType: typing }, { token: "a" })).toMatchObject({ status: 200 });
  expect(await sendEvent(stub, { ContentType: typing }, { token: "b" })).toMatchObject({ status: 429 });
});

it("is off by default", async () => {
  await using stub = await startStub();
  const received = await Promise.all(Array.from({ length: 50 }, () => sendEvent(stub)));
  expect(received.every(({ status }) => status === 200)).toBe(true);
});
