import { getEventListeners, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import {
  AccessDeniedException,
  ConflictException,
  ConnectParticipant,
  type ConnectParticipantConfig,
  ConnectParticipantServiceException,
  InternalServerException,
  InvalidResponseError,
  NetworkError,
  SendEventError,
  ThrottlingException,
  TimeoutError,
  ValidationException,
} from "../src/index.js";
import { errorResponse, type ScriptedResponse, startServer } from "./server.js";

const secret = "s3cr3t-connection-token";

async function failureOf(config: ConnectParticipantConfig, options = {}): Promise<unknown> {
  const client = new ConnectParticipant({ maxAttempts: 1, ...config });
  return client.sendMessageRead(secret, "m-1", options).then(
    () => expect.unreachable("the event was sent"),
    (error: unknown) => error,
  );
}

/** An response whose headers promise more than the body that comes before the connection breaks. */
const brokenOff = (status: number): ScriptedResponse => ({
  write: (response) => {
    response.writeHead(status, { "content-length": "1000" }).write('{"Id":');
    setImmediate(() => response.destroy());
  },
});
const hangs: ScriptedResponse = { write: () => {} };
const stalls: ScriptedResponse = {
  write: (response) => void response.writeHead(200, { "content-length": "1000" }).write("{"),
};

async function closedPort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return `http://127.0.0.1:${port}`;
}

describe("errors tell what happened", () => {
  test("an error response is of its class, of the base classes, and has what the vendor's has", async () => {
    const { endpoint } = await startServer([errorResponse(429, "ThrottlingException", { "x-amzn-RequestId": "r-1" })]);
    const error = await failureOf({ endpoint });
    expect(error).toBeInstanceOf(ThrottlingException);
    expect(error).toBeInstanceOf(ConnectParticipantServiceException);
    expect(error).toBeInstanceOf(SendEventError);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(ValidationException);
    expect(error).toMatchObject({
      name: "ThrottlingException",
      message: "ThrottlingException it is",
      $fault: "client",
      $metadata: { httpStatusCode: 429, requestId: "r-1", attempts: 1, totalRetryDelay: 0 },
    });
  });

  test.each([
    [ValidationException, "ValidationException", "client"],
    [AccessDeniedException, "AccessDeniedException", "client"],
    [ConflictException, "ConflictException", "client"],
    [ThrottlingException, "ThrottlingException", "client"],
    [InternalServerException, "InternalServerException", "server"],
  ])("%o has its own name and fault", (Exception, name, $fault) => {
    const error = new Exception({ message: "why", $metadata: { attempts: 1 } });
    expect(error).toMatchObject({ name, $fault, message: "why", $metadata: { attempts: 1 } });
    expect(error).toBeInstanceOf(ConnectParticipantServiceException);
  });

  test("a NetworkError's cause is what fetch threw, and it is a SendEventError", async () => {
    const cause = new SyntaxError("no JSON, and no response");
    const error = await failureOf({ region: "eu-west-2", fetch: () => Promise.reject(cause) });
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toBeInstanceOf(SendEventError);
    expect(error).toHaveProperty("cause", cause);
  });

  /** As V8, SpiderMonkey and JavaScriptCore write them. */
  const defects = [
    new ReferenceError("sendIt is not defined"),
    new RangeError("Maximum call stack size exceeded"),
    new TypeError("x is not a function"),
    new TypeError("x is not a function. (In 'x()', 'x' is undefined)"),
    new TypeError("x is undefined"),
    new TypeError("null is not an object (evaluating 'x.y')"),
    new TypeError("x is null"),
    new TypeError("Cannot read properties of undefined (reading 'y')"),
    new TypeError('can\'t access property "y", x is undefined'),
    new TypeError("Failed to execute 'fetch' on 'Window': Illegal invocation"),
  ];
  test.each(defects)("%s in a custom fetch is thrown as it is, and not retried", async (defect) => {
    const fetch = vi.fn(() => Promise.reject(defect));
    expect(await failureOf({ region: "eu-west-2", fetch, maxAttempts: 3 })).toBe(defect);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test("a defect of another realm is one too, as in jsdom", async () => {
    const defect: unknown = runInNewContext("new TypeError('x is not a function')");
    expect(defect).not.toBeInstanceOf(Error);
    expect(await failureOf({ region: "eu-west-2", fetch: () => Promise.reject(defect) })).toBe(defect);
  });

  /** As Node, Chromium, Firefox, Safari, React Native and Deno write them. */
  const broken = [
    "fetch failed",
    "terminated",
    "Failed to fetch",
    "network error",
    "NetworkError when attempting to fetch resource.",
    "Load failed",
    "An SSL error has occurred and a secure connection to the server cannot be made.",
    "The certificate for this server is invalid.",
    "Network request failed",
    "error sending request for url (https://h.example/): client error (Connect): tcp connect error",
  ];
  test.each(broken)("a TypeError of fetch is a NetworkError: %s", async (message) => {
    const fetch = () => Promise.reject(new TypeError(message));
    expect(await failureOf({ region: "eu-west-2", fetch })).toBeInstanceOf(NetworkError);
  });

  test.each(["ReferenceError: at the proxy", "TypeError: x is not a function, said the proxy"])(
    "an error that only quotes a defect is a NetworkError: %s",
    async (message) => {
      const fetch = () => Promise.reject(new Error(message));
      expect(await failureOf({ region: "eu-west-2", fetch })).toBeInstanceOf(NetworkError);
    },
  );

  test("what a custom fetch throws at once is thrown as it is, whatever it says", async () => {
    const defect = new Error("set up the transport first");
    const fetch = () => {
      throw defect;
    };
    expect(await failureOf({ region: "eu-west-2", fetch })).toBe(defect);
  });

  test.each([
    ["has read the body", async () => ((response) => response.text().then(() => response))(Response.json({ Id: "1" }))],
    ["resolves to nothing", async () => undefined as unknown as Response],
    ["resolves to less than a Response", async () => ({ ok: true, status: 200 }) as Response],
  ])("a custom fetch that %s is no failure of the network", async (_, fetch) => {
    const error = await failureOf({ region: "eu-west-2", fetch });
    expect(error).toBeInstanceOf(TypeError);
    expect(error).not.toBeInstanceOf(SendEventError);
  });

  test("a fetch that throws at once, such as a missing one, is no failure of the network", async () => {
    vi.stubGlobal("fetch", undefined);
    onTestFinished(() => void vi.unstubAllGlobals());
    const error = await failureOf({ region: "eu-west-2" });
    expect(error).toBeInstanceOf(TypeError);
    expect(error).not.toBeInstanceOf(NetworkError);
  });

  test("a custom fetch needs no global Request", async () => {
    vi.stubGlobal("Request", undefined);
    onTestFinished(() => void vi.unstubAllGlobals());
    const participant = new ConnectParticipant({
      region: "eu-west-2",
      fetch: async (request) => {
        expect(request).toMatchObject({
          url: "https://participant.connect.eu-west-2.amazonaws.com/participant/event",
          method: "POST",
          redirect: "manual",
        });
        expect(new Headers(request.headers).get("x-amz-bearer")).toBe("tok");
        expect(JSON.parse(String(request.body))).toMatchObject({
          ContentType: "application/vnd.amazonaws.connect.event.typing",
        });
        return Response.json({ Id: "1", AbsoluteTime: "2026-11-24T00:00:00.000Z" });
      },
    });
    expect(await participant.sendTyping("tok")).toMatchObject({ Id: "1" });
  });

  test("an exception can be made by hand, for tests", () => {
    const error = new ThrottlingException({ message: "slow down", $metadata: {} });
    expect(error).toMatchObject({ name: "ThrottlingException", message: "slow down", $fault: "client" });
    expect(`${error}`).toBe("ThrottlingException: slow down");
  });

  test("an unknown name stays on the base class", async () => {
    const { endpoint } = await startServer([errorResponse(418, "TeapotException")]);
    const error = await failureOf({ endpoint });
    expect(error).toBeInstanceOf(ConnectParticipantServiceException);
    expect(error).toMatchObject({ name: "TeapotException", $fault: "client" });
  });

  test.each([
    ["nobody listens", closedPort],
    [
      "the connection breaks",
      async () => (await startServer([{ write: (response) => void response.destroy() }])).endpoint,
    ],
    ["a success breaks off", async () => (await startServer([brokenOff(200)])).endpoint],
  ])("when %s it is a NetworkError with its cause", async (_, endpointOf) => {
    const endpoint = await endpointOf();
    const error = await failureOf({ endpoint });
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({
      name: "NetworkError",
      message: `POST ${endpoint}/participant/event: no response came, or it broke off`,
      cause: expect.any(TypeError),
      $metadata: { attempts: 1 },
    });
  });

  test("an error response that breaks off is named by its status", async () => {
    const { endpoint } = await startServer([brokenOff(403)]);
    expect(await failureOf({ endpoint })).toMatchObject({ name: "AccessDeniedException", $metadata: { attempts: 1 } });
  });

  test.each([
    ["empty", ""],
    ["not JSON", "<html>"],
    ["not an object with the strings Id and AbsoluteTime", "[]"],
  ])("a success whose body is %s says so", async (what, body) => {
    const { endpoint } = await startServer([{ body }]);
    const error = await failureOf({ endpoint, maxAttempts: 3 });
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toBeInstanceOf(SendEventError);
    expect(error).toMatchObject({
      message: `The event was sent (HTTP 200), but the body of the response is ${what}`,
      $metadata: { attempts: 1, httpStatusCode: 200 },
    });
  });
});

describe("a timeout", () => {
  test.each([
    ["before the headers", hangs],
    ["within the body", stalls],
  ])("%s is a TimeoutError", async (_, response) => {
    const { endpoint } = await startServer([response]);
    const error = await failureOf({ endpoint, requestTimeout: 50 });
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toBeInstanceOf(SendEventError);
    expect(error).toMatchObject({
      name: "TimeoutError",
      message: `POST ${endpoint}/participant/event: no response within 50 ms`,
      $metadata: { attempts: 1 },
    });
  });

  test("of the call wins over the client's", async () => {
    const { endpoint } = await startServer([hangs]);
    expect(await failureOf({ endpoint, requestTimeout: 60_000 }, { requestTimeout: 50 })).toBeInstanceOf(TimeoutError);
  });

  test.each([0, 2 ** 31, Number.POSITIVE_INFINITY])("of %d is none", async (requestTimeout) => {
    const { endpoint } = await startServer();
    expect(await new ConnectParticipant({ endpoint, requestTimeout }).sendTyping("tok")).toMatchObject({ Id: "id-1" });
  });

  test.each([-1, Number.NaN])("of %d is rejected", async (requestTimeout) => {
    const { endpoint } = await startServer();
    expect(() => new ConnectParticipant({ endpoint, requestTimeout })).toThrow(
      "requestTimeout must be a number from 0 on",
    );
    expect(await failureOf({ endpoint }, { requestTimeout })).toMatchObject({
      name: "TypeError",
      message: `requestTimeout must be a number from 0 on, got ${requestTimeout}`,
    });
  });

  test("closes its connection", async () => {
    const closed: Promise<unknown>[] = [];
    const { endpoint } = await startServer([{ write: (response) => void closed.push(once(response, "close")) }]);
    await failureOf({ endpoint, requestTimeout: 50 });
    expect(await Promise.all(closed)).toHaveLength(1);
  });
});

describe("an abort", () => {
  test("is thrown as the platform throws it", async () => {
    const { endpoint } = await startServer([hangs]);
    const controller = new AbortController();
    const failure = failureOf({ endpoint, maxAttempts: 3 }, { abortSignal: controller.signal });
    controller.abort();
    const error = await failure;
    expect(error).toBeInstanceOf(DOMException);
    expect(error).toBe(controller.signal.reason);
    expect(error).toMatchObject({ name: "AbortError" });
  });

  test("may come by signal, the name that fetch has for it", async () => {
    const { endpoint, requests } = await startServer();
    const signal = AbortSignal.abort();
    expect(await failureOf({ endpoint }, { signal })).toBe(signal.reason);
    expect(requests).toEqual([]);
  });

  test("with a reason of the caller's throws that", async () => {
    const { endpoint } = await startServer([hangs]);
    const controller = new AbortController();
    const failure = failureOf({ endpoint }, { abortSignal: controller.signal });
    controller.abort("gone");
    expect(await failure).toBe("gone");
  });

  test("by a signal with a time of its own is no timeout of an attempt, and not retried", async () => {
    const { endpoint, requests } = await startServer([hangs]);
    const abortSignal = AbortSignal.timeout(50);
    expect(await failureOf({ endpoint, maxAttempts: 3 }, { abortSignal })).toBe(abortSignal.reason);
    expect(requests).toHaveLength(1);
  });

  test("before the call sends nothing", async () => {
    const { endpoint, requests } = await startServer();
    expect(await failureOf({ endpoint }, { abortSignal: AbortSignal.abort() })).toMatchObject({ name: "AbortError" });
    expect(requests).toEqual([]);
  });

  test("leaves no listener on the signal of a call that is over", async () => {
    const { endpoint } = await startServer([
      errorResponse(500, "InternalServerException"),
      errorResponse(403, "AccessDeniedException"),
    ]);
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    await failureOf({ endpoint, maxAttempts: 3 }, { abortSignal: signal });
    expect(added).toHaveBeenCalled();
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

describe("the ConnectionToken", () => {
  test.each([undefined, null, "", " ", "a\n", "a\r\nX-Evil: 1", "a\0", " a", "a ", "tök\u0100", "🐢", 7, {}])(
    "%j is rejected before anything is sent",
    async (ConnectionToken) => {
      const { endpoint, requests } = await startServer();
      const client = new ConnectParticipant({ endpoint });
      // @ts-expect-error a caller without types
      const error: unknown = await client.sendTyping(ConnectionToken).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(TypeError);
      expect(`${error}`).toMatch(/^TypeError: ConnectionToken must be a string that a header can hold, got /);
      if (typeof ConnectionToken === "string" && ConnectionToken.trim().length > 1)
        expect(inspect(error)).not.toContain(ConnectionToken);
      expect(requests).toEqual([]);
    },
  );

  const failures: [string, ScriptedResponse[], ConnectParticipantConfig][] = [
    ["an error response", [errorResponse(403, "AccessDeniedException")], {}],
    ["throttling", [errorResponse(429, "ThrottlingException")], {}],
    ["a broken connection", [{ write: (response) => void response.destroy() }], {}],
    ["a timeout", [hangs], { requestTimeout: 50 }],
    ["an unreadable success", [{ body: "<html>" }], {}],
  ];

  test.each(failures)(
    "is not told by the error of %s, nor by the client, nor to the hook",
    async (_, responses, config) => {
      const { endpoint } = await startServer(responses);
      const heard: unknown[] = [];
      const client = new ConnectParticipant({
        endpoint,
        onAttempt: (attempt) => heard.push(attempt),
        maxAttempts: 2,
        ...config,
      });
      const error: unknown = await client.sendMessageRead(secret, "m-1").catch((error: unknown) => error);
      for (const value of [error, client, heard]) {
        const told = [inspect(value, { depth: 20, showHidden: true }), JSON.stringify(value), String(value)];
        if (value instanceof Error) told.push(value.message, `${value.stack}`);
        expect(told.join()).not.toContain(secret);
      }
    },
  );

  test("is not told when it cannot be a header value", async () => {
    const error = await new ConnectParticipant({ region: "eu-west-2" })
      .sendTyping(`${secret}\n`)
      .catch((error) => error);
    expect(inspect(error)).not.toContain(secret);
  });
});
