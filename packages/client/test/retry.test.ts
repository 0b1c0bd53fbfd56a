import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Attempt, ConnectParticipant, type ConnectParticipantConfig } from "../src/index.js";
import { violations } from "./documented.js";

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 22) }));
afterEach(() => {
  expect(vi.getTimerCount(), "a timer was left behind").toBe(0);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

type Step = number | Response | Error | "hang";
const ok = () => Response.json({ Id: "i", AbsoluteTime: "t" });

/**
 * A client whose `fetch` goes through the steps (the last one again and again): a status, a response, an error, or an
 * response that never comes. `pauses` are the milliseconds between its requests, by the simulated clock.
 */
function clientOf(steps: Step[], config: ConnectParticipantConfig = {}) {
  const times: number[] = [];
  const bodies: string[] = [];
  const attempts: Attempt[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    times.push(Date.now());
    const body = await request.clone().text();
    bodies.push(body);
    const { method, url, headers } = request;
    expect(violations({ method, path: new URL(url).pathname, headers, body })).toEqual([]);
    const step = steps[Math.min(times.length, steps.length) - 1] ?? 200;
    if (step === "hang") return new Promise(() => {});
    if (step instanceof Error) throw step;
    if (step instanceof Response) return step.clone();
    return step === 200 ? ok() : Response.json({ Message: "no" }, { status: step });
  };
  const onAttempt = (attempt: Attempt) => void attempts.push(attempt);
  const client = new ConnectParticipant({ endpoint: "http://stub.example", fetch, onAttempt, ...config });
  const pauses = () => times.slice(1).map((time, index) => time - (times[index] ?? 0));
  return { client, pauses, bodies, attempts };
}

/** Lets simulated time pass until the call is over, and returns its output or its error. */
async function settled(call: Promise<unknown>): Promise<unknown> {
  const result = call.catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  return result;
}

/** A signal, and what aborts it. */
function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

const random = (value: number) => vi.spyOn(Math, "random").mockReturnValue(value);
const almostOne = 1 - Number.EPSILON;

describe("which responses are retried", () => {
  test.each([429, 500, 502, 503, 504])("%i is", async (status) => {
    const { client, bodies } = clientOf([status, 200]);
    expect(await settled(client.sendTyping("tok"))).toMatchObject({ $metadata: { attempts: 2, httpStatusCode: 200 } });
    expect(bodies).toHaveLength(2);
  });

  test.each([400, 401, 403, 404, 405, 406, 408, 409, 413, 415, 418, 422, 431, 501, 505])(
    "%i is not",
    async (status) => {
      const { client, bodies } = clientOf([status, 200]);
      expect(await settled(client.sendTyping("tok"))).toMatchObject({
        $metadata: { attempts: 1, httpStatusCode: status },
      });
      expect(bodies).toHaveLength(1);
    },
  );

  test("a network failure is", async () => {
    const { client } = clientOf([new TypeError("fetch failed"), 200]);
    expect(await settled(client.sendTyping("tok"))).toMatchObject({ $metadata: { attempts: 2 } });
  });

  test("an attempt that takes too long is", async () => {
    const { client, pauses } = clientOf(["hang", 200], { requestTimeout: 1500 });
    random(0);
    expect(await settled(client.sendTyping("tok"))).toMatchObject({ $metadata: { attempts: 2 } });
    expect(pauses()).toEqual([1500]);
  });

  test("a success that cannot be read is not", async () => {
    const { client, bodies } = clientOf([new Response("<html>"), 200]);
    expect(await settled(client.sendTyping("tok"))).toMatchObject({ name: "InvalidResponseError" });
    expect(bodies).toHaveLength(1);
  });
});

describe("how often", () => {
  test("three attempts unless told otherwise, all with the same ClientToken", async () => {
    const { client, bodies } = clientOf([500]);
    expect(await settled(client.sendTyping("tok"))).toMatchObject({ $metadata: { attempts: 3 } });
    expect(new Set(bodies).size).toBe(1);
    expect(bodies).toHaveLength(3);
  });

  test("another call has another ClientToken", async () => {
    const { client, bodies } = clientOf([200]);
    await client.sendTyping("tok");
    await client.sendTyping("tok");
    expect(new Set(bodies).size).toBe(2);
  });

  test.each([1, 2, 7])("maxAttempts %i", async (maxAttempts) => {
    const { client, bodies } = clientOf([500], { maxAttempts });
    await settled(client.sendTyping("tok"));
    expect(bodies).toHaveLength(maxAttempts);
  });

  test.each([0, -1, Number.NaN])("maxAttempts %d is rejected", (maxAttempts) => {
    expect(() => clientOf([200], { maxAttempts })).toThrow("maxAttempts must be a number from 1 on");
  });
});

describe("how long the pauses are", () => {
  test("at most 100 ms doubled each time, up to 20 s", async () => {
    random(almostOne);
    const { client, pauses } = clientOf([503], { maxAttempts: 11 });
    await settled(client.sendTyping("tok"));
    expect(pauses()).toEqual([99, 199, 399, 799, 1599, 3199, 6399, 12799, 19999, 19999]);
  });

  test("at most 500 ms doubled each time after throttling, up to 20 s", async () => {
    random(almostOne);
    const { client, pauses } = clientOf([429], { maxAttempts: 8 });
    await settled(client.sendTyping("tok"));
    expect(pauses()).toEqual([499, 999, 1999, 3999, 7999, 15999, 19999]);
  });

  test("429 by another name than ThrottlingException has the delays of other errors", async () => {
    random(almostOne);
    const busy = new Response("{}", { status: 429, headers: { "x-amzn-ErrorType": "BusyException" } });
    const { client, pauses } = clientOf([busy, 200]);
    await settled(client.sendTyping("tok"));
    expect(pauses()).toEqual([99]);
  });

  test("at least nothing", async () => {
    random(0);
    const { client, pauses } = clientOf([503], { maxAttempts: 4 });
    await settled(client.sendTyping("tok"));
    expect(pauses()).toEqual([0, 0, 0]);
  });

  test("spread over all of that range", async () => {
    const first: number[] = [];
    for (let call = 0; call < 50; call++) {
      const { client, pauses } = clientOf([503, 200]);
      await settled(client.sendTyping("tok"));
      first.push(...pauses());
    }
    expect(Math.min(...first)).toBeLessThan(50);
    expect(Math.max(...first)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...first)).toBeLessThan(100);
  });

  test("totalRetryDelay is their sum", async () => {
    random(0.5);
    const { client } = clientOf([503, 503, 200]);
    expect(await settled(client.sendTyping("tok"))).toMatchObject({ $metadata: { attempts: 3, totalRetryDelay: 150 } });
  });
});

describe("Retry-After", () => {
  const late = (retryAfter: string, status = 429) =>
    new Response("{}", { status, headers: { "Retry-After": retryAfter } });

  test.each([
    ["seconds", "3", 3000],
    ["seconds with a fraction", "1.25", 1250],
    ["seconds of two digits", "12", 12_000],
    ["a date", "Sun, 22 Nov 2026 00:00:07 GMT", 7000],
    ["more than the cap", "3600", 20_000],
    ["a date beyond the cap", "Mon, 23 Nov 2026 00:00:00 GMT", 20_000],
    ["nothing to wait for", "0", 250],
    ["a date that is over", "Sat, 21 Nov 2026 00:00:00 GMT", 250],
    ["less than the backoff", "0.1", 250],
    ["neither", "soon", 250],
    ["a negative number", "-5", 250],
  ])("%s: %s", async (_, value, pause) => {
    random(0.5);
    const { client, pauses } = clientOf([late(value), 200]);
    await settled(client.sendTyping("tok"));
    expect(pauses()).toEqual([pause]);
  });

  test("is heard on 503 too", async () => {
    const { client, pauses } = clientOf([late("3", 503), 200]);
    await settled(client.sendTyping("tok"));
    expect(pauses()).toEqual([3000]);
  });

  test.each(["", "0", "soon", "Sat, 21 Nov 2026 00:00:00 GMT"])("%j asks for nothing", async (value) => {
    const { client } = clientOf([late(value)], { maxAttempts: 1 });
    expect(await settled(client.sendTyping("tok"))).toMatchObject({
      name: "ThrottlingException",
      retryAfter: undefined,
    });
  });

  test("is on the exception as the service gave it, without the cap", async () => {
    const { client } = clientOf([late("3600")], { maxAttempts: 1 });
    expect(await settled(client.sendTyping("tok"))).toMatchObject({ retryAfter: 3_600_000 });
  });

  test("is on the exception, in milliseconds", async () => {
    const { client } = clientOf([late("3")], { maxAttempts: 1 });
    expect(await settled(client.sendTyping("tok"))).toMatchObject({ name: "ThrottlingException", retryAfter: 3000 });
  });
});

describe("the quota that all calls share", () => {
  /** How many requests so many calls make, one after the other. */
  async function requestsOf(calls: number, { client, bodies }: ReturnType<typeof clientOf>) {
    const before = bodies.length;
    for (let call = 0; call < calls; call++) await settled(client.sendTyping("tok"));
    return bodies.length - before;
  }

  test("an outage gets 100 retries, and then one attempt a call", async () => {
    const outage = clientOf([500]);
    expect(await requestsOf(60, outage)).toBe(60 + 100);
    expect(await requestsOf(10, outage)).toBe(10);
  });

  test("a retry after a timeout costs twice as much", async () => {
    const outage = clientOf(["hang"], { requestTimeout: 10 });
    expect(await requestsOf(40, outage)).toBe(40 + 50);
  });

  test("a success gives 1 back: five of them pay for a retry", async () => {
    const steps: Step[] = [...Array<Step>(150).fill(500), 200, 200, 200, 200, 500, 500, 200, 500];
    const { client, bodies } = clientOf(steps);
    await requestsOf(50, { client, bodies } as ReturnType<typeof clientOf>);
    expect(bodies).toHaveLength(150);
    for (let call = 0; call < 5; call++) await settled(client.sendTyping("tok"));
    expect(bodies).toHaveLength(155); // four successes and a failure that could not be retried
    expect(await settled(client.sendTyping("tok"))).toMatchObject({ $metadata: { attempts: 1 } });
    expect(await settled(client.sendTyping("tok"))).toMatchObject({ Id: "i" });
    expect(await settled(client.sendTyping("tok"))).toMatchObject({ $metadata: { attempts: 2 } });
  });

  test("a success after a retry gives back what that cost", async () => {
    const steps = Array.from({ length: 400 }, (_, index): Step => (index % 2 ? 200 : 500));
    expect(await requestsOf(200, clientOf(steps))).toBe(400);
  });

  test("never grows beyond 100 retries", async () => {
    const outage = clientOf([...Array<Step>(50).fill(200), 500]);
    await requestsOf(50, outage);
    expect(await requestsOf(60, outage)).toBe(60 + 100);
  });

  test("is not shared between clients", async () => {
    await requestsOf(60, clientOf([500]));
    expect(await requestsOf(1, clientOf([500]))).toBe(3);
  });
});

describe("the hook", () => {
  test("is told all of an attempt, and nothing more", async () => {
    random(0.5);
    const head = { "x-amzn-RequestId": "r-1" };
    const failed = Response.json({ Message: "no" }, { status: 503, headers: head });
    const { client, attempts } = clientOf([failed, 200]);
    await settled(client.sendTyping("secret-token"));
    const startTime = Date.UTC(2026, 10, 22);
    expect(attempts).toEqual([
      {
        attempts: 1,
        startTime,
        duration: 0,
        httpStatusCode: 503,
        requestId: "r-1",
        totalRetryDelay: 0,
        retryDelay: 50,
        error: expect.objectContaining({ name: "Unknown", message: "no" }),
      },
      { attempts: 2, startTime: startTime + 50, duration: 0, httpStatusCode: 200, totalRetryDelay: 50 },
    ]);
  });

  test("is told no retryDelay of the last attempt that fails", async () => {
    const { client, attempts } = clientOf([500], { maxAttempts: 1 });
    await settled(client.sendTyping("tok"));
    expect(attempts.map(({ retryDelay }) => retryDelay)).toEqual([undefined]);
  });

  test("hears of each attempt and what follows", async () => {
    random(0.5);
    const { client, attempts } = clientOf([429, new TypeError("down"), 200]);
    await settled(client.sendTyping("secret-token"));
    expect(attempts).toMatchObject([
      { attempts: 1, httpStatusCode: 429, totalRetryDelay: 0, retryDelay: 250, error: { name: "ThrottlingException" } },
      { attempts: 2, totalRetryDelay: 250, retryDelay: 100, error: { name: "NetworkError" } },
      { attempts: 3, httpStatusCode: 200, totalRetryDelay: 350, startTime: Date.UTC(2026, 10, 22) + 350, duration: 0 },
    ]);
    expect(attempts.at(-1)?.error).toBeUndefined();
    expect(attempts.at(-1)?.retryDelay).toBeUndefined();
  });

  test("tells how long an attempt took", async () => {
    const { client, attempts } = clientOf(["hang"], { requestTimeout: 1234, maxAttempts: 1 });
    await settled(client.sendTyping("tok"));
    expect(attempts).toMatchObject([{ duration: 1234 }]);
  });

  test("may throw: the event is sent all the same", async () => {
    const { client } = clientOf([500, 200], {
      onAttempt: () => {
        throw new Error("broken metrics");
      },
    });
    expect(await settled(client.sendTyping("tok"))).toMatchObject({ Id: "i" });
  });

  test("may abort the call: no pause is waited for", async () => {
    const controller = new AbortController();
    const { client, bodies } = clientOf([500], { onAttempt: () => controller.abort() });
    const result = client.sendTyping("tok", { abortSignal: controller.signal }).catch((error: unknown) => error);
    expect(await result).toMatchObject({ name: "AbortError" });
    expect(bodies).toHaveLength(1);
  });
});

test("a response that comes after the timeout changes nothing about the error", async () => {
  let respond = (_: Response) => {};
  const fetch = () =>
    new Promise<Response>((resolve) => {
      respond = resolve;
    });
  const { client } = clientOf([], { fetch, requestTimeout: 10, maxAttempts: 1 });
  const error = await settled(client.sendTyping("tok"));
  respond(ok());
  await vi.runAllTimersAsync();
  expect(error).toMatchObject({ name: "TimeoutError", $metadata: { attempts: 1, totalRetryDelay: 0 } });
  expect(error).not.toHaveProperty("$metadata.httpStatusCode");
});

describe("requestTimeout", () => {
  test("counts for each attempt, not for the call", async () => {
    random(0);
    const { client, pauses, attempts } = clientOf(["hang"], { requestTimeout: 1000 });
    expect(await settled(client.sendTyping("tok"))).toMatchObject({ name: "TimeoutError", $metadata: { attempts: 3 } });
    expect(pauses()).toEqual([1000, 1000]);
    expect(attempts.map(({ duration }) => duration)).toEqual([1000, 1000, 1000]);
  });

  test.each([
    ["none by default", undefined, undefined, 0],
    ["0 is none", 0, undefined, 0],
    ["0 of the call is none, whatever the client's is", 1000, 0, 0],
    ["the client's", 1000, undefined, 1],
    ["the call's", 0, 1000, 1],
    ["the longest that a timer can count", 2 ** 31 - 1, undefined, 1],
    ["longer than a timer can count is none", 2 ** 31, undefined, 0],
  ])("%s", async (_, ofClient, ofCall, timers) => {
    const { client, bodies } = clientOf(["hang"], { requestTimeout: ofClient, maxAttempts: 1 });
    const { signal, abort } = abortable();
    const call = client.sendTyping("tok", { requestTimeout: ofCall, abortSignal: signal }).catch((error) => error);
    await vi.waitFor(() => expect(bodies).toHaveLength(1));
    expect(vi.getTimerCount()).toBe(timers);
    abort();
    expect(await call).toBe(signal.reason);
  });
});

test("the metadata of an error is its own attempt's: no status when that got no response", async () => {
  const { client } = clientOf([500, new TypeError("down")], { maxAttempts: 2 });
  const error = await settled(client.sendTyping("tok"));
  expect(error).toMatchObject({ name: "NetworkError", $metadata: { attempts: 2 } });
  expect(error).not.toHaveProperty("$metadata.httpStatusCode");
});

describe("an abort", () => {
  test("before the call is no attempt, and the hook hears of none", async () => {
    const { client, attempts } = clientOf([200]);
    const abortSignal = AbortSignal.abort();
    await expect(client.sendTyping("tok", { abortSignal })).rejects.toBe(abortSignal.reason);
    expect(attempts).toEqual([]);
  });

  test("during a pause ends it", async () => {
    random(almostOne);
    const controller = new AbortController();
    const { client, bodies } = clientOf([503]);
    const result = client.sendTyping("tok", { abortSignal: controller.signal }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(50);
    controller.abort();
    expect(await result).toBe(controller.signal.reason);
    expect(bodies).toHaveLength(1);
  });

  test("during an attempt is not retried, whether fetch heeds the signal or not", async () => {
    const controller = new AbortController();
    const { client, bodies } = clientOf(["hang"], { requestTimeout: 60_000 });
    const result = client.sendTyping("tok", { abortSignal: controller.signal }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(50);
    controller.abort();
    expect(await result).toBe(controller.signal.reason);
    expect(bodies).toHaveLength(1);
  });
});
