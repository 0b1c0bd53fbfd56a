import { getEventListeners, once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import express from "express";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type FaultRequest, startStub } from "../src/index.js";
import { breakConnection } from "../src/send-event/break-connection.js";
import { event, raw } from "./raw.js";
import { control, read, receipt, sendEvent, typing } from "./send-event.js";

afterEach(() => {
  vi.useRealTimers();
});

const exceptions = [
  ["ValidationException", 400],
  ["SerializationException", 400],
  ["AccessDeniedException", 403],
  ["UnknownOperationException", 404],
  ["MethodNotAllowedException", 405],
  ["NotAcceptableException", 406],
  ["RequestTimeoutException", 408],
  ["ConflictException", 409],
  ["RequestEntityTooLargeException", 413],
  ["UnsupportedMediaTypeException", 415],
  ["ThrottlingException", 429],
  ["RequestHeaderFieldsTooLargeException", 431],
  ["InternalServerException", 500],
] as const;

describe.each(exceptions)("%s", (exception, status) => {
  it("is thrown by a staged fault", async () => {
    await using stub = await startStub({ faults: [{ exception }] });
    expect(await sendEvent(stub)).toMatchObject({
      status,
      exception,
      body: { Message: expect.stringMatching(/\w+ \w+/) },
    });
  });

  it("is thrown under its reserved token", async () => {
    await using stub = await startStub();
    expect(await sendEvent(stub, { ContentType: typing }, { token: `stub:${exception}` })).toMatchObject({
      status,
      exception,
    });
  });

  it("is thrown by Prefer, with its status", async () => {
    await using stub = await startStub();
    const first = exceptions.find((other) => other[1] === status)?.[0];
    expect(await sendEvent(stub, { ContentType: typing }, { prefer: `code=${status}` })).toMatchObject({
      status,
      exception: first,
    });
  });
});

describe("a staged fault", () => {
  it("has the message and the Retry-After that it is given", async () => {
    await using stub = await startStub();
    await stub.addFault({ exception: "ThrottlingException", message: "Slow down", retryAfterSeconds: 7 });
    const response = await sendEvent(stub);
    expect(response.body).toEqual({ Message: "Slow down" });
    expect(response.headers.get("retry-after")).toBe("7");
  });

  it("has the headers that its response has in the contract", async () => {
    await using stub = await startStub();
    const throttled = await sendEvent(stub, { ContentType: typing }, { token: "stub:ThrottlingException" });
    expect(throttled.headers.get("retry-after")).toBe("1");
    const notAllowed = await sendEvent(stub, { ContentType: typing }, { token: "stub:MethodNotAllowedException" });
    expect(notAllowed.headers.get("allow")).toBe("POST, OPTIONS");
  });

  it("hits as often as it says, after those that it skips", async () => {
    await using stub = await startStub();
    await stub.addFault({ exception: "InternalServerException", skip: 1, times: 2 });
    const statuses = [];
    for (let sent = 0; sent < 5; sent += 1) statuses.push((await sendEvent(stub)).status);
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
  });

  it("hits its content type only", async () => {
    await using stub = await startStub();
    await stub.addFault({ exception: "ConflictException", contentType: read });
    expect(await sendEvent(stub)).toMatchObject({ status: 200 });
    expect(await sendEvent(stub, { ContentType: read, Content: receipt })).toMatchObject({ status: 409 });
  });

  it("hits its ConnectionToken only, and does not show it", async () => {
    await using stub = await startStub();
    await control(stub, "POST", "/faults", { exception: "AccessDeniedException", connectionToken: "secret-token" });
    expect(await sendEvent(stub)).toMatchObject({ status: 200 });
    expect(await sendEvent(stub, { ContentType: typing }, { token: "secret-token" })).toMatchObject({ status: 403 });
    expect(JSON.stringify(await control(stub, "GET", "/faults"))).not.toContain("secret-token");
  });

  it("hits as likely as it says", async () => {
    await using stub = await startStub({ seed: 1 });
    await stub.addFault({ exception: "InternalServerException", probability: 0.5 });
    await stub.addFault({ exception: "ConflictException", probability: 0.5 });
    const count: Record<number, number> = {};
    for (let sent = 0; sent < 200; sent += 1) {
      const { status } = await sendEvent(stub);
      count[status] = (count[status] ?? 0) + 1;
    }
    expect(count[500]).toBeGreaterThan(70);
    expect(count[500]).toBeLessThan(130);
    expect(count[409]).toBeGreaterThan(25);
    expect(count[409]).toBeLessThan(75);
  });

  it("is listed with its hits, and removed by its id", async () => {
    await using stub = await startStub();
    const { body: fault } = await control(stub, "POST", "/faults", { exception: "ConflictException", times: 3 });
    await sendEvent(stub);
    expect((await control(stub, "GET", "/faults")).body).toEqual({
      faults: [{ id: fault["id"], hits: 1, exception: "ConflictException", times: 3, skip: 0, probability: 1 }],
    });
    expect(await control(stub, "DELETE", `/faults/${fault["id"]}`)).toMatchObject({ status: 204 });
    expect(await sendEvent(stub)).toMatchObject({ status: 200 });
    expect(await control(stub, "DELETE", `/faults/${fault["id"]}`)).toMatchObject({ status: 404 });
  });

  it.each([
    [{}, "must"],
    [{ exception: "NoSuchException" }, "exception"],
    [{ exception: "ConflictException", connection: "reset" }, "must"],
    [{ delayMs: -1 }, "delayMs"],
    [{ delayMs: 1, probability: 2 }, "probability"],
    [{ delayMs: 1, times: 0 }, "times"],
    [{ delayMs: 1, typo: 1 }, "typo"],
    [{ sequence: [] }, "sequence"],
    [{ sequence: ["no"] }, "sequence"],
    [{ sequence: ["ok"], exception: "ConflictException" }, "exactly one of"],
    [{ status: 100 }, "status"],
    [{ status: 500, headers: { "content-length": "1" } }, "headers"],
    [{ status: 500, headers: { a: "\r\n" } }, "headers"],
    [{ delayMs: 1, body: "x" }, "status"],
    [{ delayMs: 1, contentPointer: "x" }, "contentPointer"],
    [{ delayMs: 1, contentValue: "x" }, "contentPointer"],
  ])("is rejected when it is %j", async (fault, named) => {
    await using stub = await startStub();
    expect(await control(stub, "POST", "/faults", fault)).toMatchObject({
      status: 400,
      exception: "ValidationException",
      body: { Message: expect.stringContaining(named) },
    });
  });
});

describe("a staged fault is meant for", () => {
  const content = JSON.stringify({ messageId: "m-1", "a/b": [{ "~": 0 }], none: null, deep: { flag: true } });
  it.each([
    [{ contentContains: "m-1" }, content, true],
    [{ contentContains: "m-2" }, content, false],
    [{ contentContains: "x" }, undefined, false],
    [{ contentPointer: "/messageId" }, content, true],
    [{ contentPointer: "/messageId", contentValue: "m-1" }, content, true],
    [{ contentPointer: "/messageId", contentValue: "m-2" }, content, false],
    [{ contentPointer: "/a~1b/0/~0", contentValue: 0 }, content, true],
    [{ contentPointer: "/a~1b/1" }, content, false],
    [{ contentPointer: "/none", contentValue: null }, content, true],
    [{ contentPointer: "/deep/flag", contentValue: true }, content, true],
    [{ contentPointer: "/deep/flag", contentValue: "true" }, content, false],
    [{ contentPointer: "/toString" }, content, false],
    [{ contentPointer: "/length" }, '"text"', false],
    [{ contentPointer: "", contentValue: "text" }, '"text"', true],
    [{ contentPointer: "/messageId" }, "not JSON", false],
    [{ contentPointer: "/messageId" }, undefined, false],
  ])("%j, given Content %j: %s", async (match, Content, isHit) => {
    await using stub = await startStub({ faults: [{ exception: "ConflictException", ...match }] });
    expect((await sendEvent(stub, { ContentType: read, Content })).status).toBe(isHit ? 409 : 200);
  });
});

describe("a sequence", () => {
  const sequence = ["ok", "ThrottlingException", "ok", "html502"] as const;
  const send = async (stub: { url: string }, count: number) => {
    const statuses = [];
    for (let sent = 0; sent < count; sent += 1) statuses.push((await sendEvent(stub)).status);
    return statuses;
  };

  it("happens to one event after the other, once", async () => {
    await using stub = await startStub();
    expect(await stub.addFault({ sequence: [...sequence] })).toMatchObject({ times: 4 });
    expect(await send(stub, 6)).toEqual([200, 429, 200, 502, 200, 200]);
  });

  it("starts again for as many events as it is told, after those that it skips", async () => {
    await using stub = await startStub({ faults: [{ sequence: [...sequence], times: 6, skip: 1 }] });
    expect(await send(stub, 8)).toEqual([200, 200, 429, 200, 502, 200, 429, 200]);
  });
});

describe("a status of the fault's choice", () => {
  it("is sent with its headers and body, and marked in the journal", async () => {
    await using stub = await startStub();
    const headers = { "Retry-After": "30", "x-amzn-ErrorType": "Odd", "Content-Type": "text/odd" };
    await control(stub, "POST", "/faults", { status: 503, headers, body: "<odd>" });
    const response = await fetch(`${stub.url}/participant/event`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-amz-bearer": "t" },
      body: JSON.stringify({ ContentType: typing }),
    });
    expect([response.status, await response.text()]).toEqual([503, "<odd>"]);
    expect(["retry-after", "x-amzn-errortype", "content-type"].map((name) => response.headers.get(name))).toEqual([
      "30",
      "Odd",
      "text/odd",
    ]);
    expect(await stub.events()).toMatchObject([
      { outcome: "outside-contract", reason: "A fault responded with status 503" },
    ]);
    expect((await control(stub, "GET", "/events?outcome=outside-contract")).body["events"]).toHaveLength(1);
  });

  it("has a JSON body, or none", async () => {
    await using stub = await startStub({ faults: [{ status: 200, body: { Id: 1 }, times: 1 }, { status: 418 }] });
    expect(await sendEvent(stub)).toMatchObject({ status: 200, body: { Id: 1 } });
    expect(await sendEvent(stub)).toMatchObject({ status: 418, body: {} });
  });
});

describe.each(["staged fault", "reserved token"])("a connection broken by a %s", (how) => {
  async function broken(connection: "reset" | "truncated" | "malformed" | "html502") {
    await using stub = await startStub({ faults: how === "staged fault" ? [{ connection }] : [] });
    const request = fetch(`${stub.url}/participant/event`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-amz-bearer": how === "staged fault" ? "t" : `stub:${connection}`,
      },
      body: JSON.stringify({ ContentType: typing }),
    });
    const outcome = await request.then(
      async (response) => ({ status: response.status, text: await response.text().catch(() => "cut") }),
      () => "failed",
    );
    expect((await stub.events()).map((entry) => entry.outcome)).toEqual([connection]);
    return outcome;
  }

  it("is reset", async () => expect(await broken("reset")).toBe("failed"));
  it("ends in the middle of the body", async () =>
    expect(await broken("truncated")).toEqual({ status: 200, text: "cut" }));
  it("carries a proxy's page", async () => {
    expect(await broken("html502")).toEqual({ status: 502, text: expect.stringContaining("<html>") });
  });
  it("carries a body that is not JSON", async () => {
    const outcome = await broken("malformed");
    if (typeof outcome === "string") throw new Error("no response");
    expect(outcome.status).toBe(200);
    expect(() => JSON.parse(outcome.text)).toThrow(SyntaxError);
  });
});

it("a proxy's page is HTML, and has none of the stub's own headers", async () => {
  await using stub = await startStub();
  const { status, headers } = await sendEvent(stub, { ContentType: typing }, { token: "stub:html502" });
  expect([status, headers.get("content-type")]).toEqual([502, "text/html; charset=utf-8"]);
  expect([headers.get("x-amzn-requestid"), headers.get("x-amzn-errortype")]).toEqual([null, null]);
});

it("a connection that hangs is released when the stub closes, before the grace period", async () => {
  const stub = await startStub();
  const hanging = sendEvent(stub, { ContentType: typing }, { token: "stub:hang" });
  const failed = expect(hanging).rejects.toThrow();
  await stub.waitForEvents(1, { outcome: "hang" });
  vi.useFakeTimers({ toFake: ["setTimeout"] }); // the grace period never ends
  await Promise.all([stub.close(), failed]);
});

describe("a reserved token", () => {
  it("fails as often as it says for each ClientToken, then works", async () => {
    await using stub = await startStub();
    const statuses = async (ClientToken: string) => {
      const responses = [];
      for (let sent = 0; sent < 4; sent += 1) {
        responses.push(
          (await sendEvent(stub, { ContentType: typing, ClientToken }, { token: "stub:ThrottlingException:2" })).status,
        );
      }
      return responses;
    };
    expect(await statuses("first")).toEqual([429, 429, 200, 200]);
    expect(await statuses("second")).toEqual([429, 429, 200, 200]);
  });

  it.each([
    "stub:",
    "stub:NoSuchException",
    "stub:delay",
    "stub:delay:soon",
    "stub:delay:60001",
    "stub:reset:1:2",
    "stub:hang:x",
  ])("%s is rejected, with the list of those that work", async (token) => {
    await using stub = await startStub();
    expect(await sendEvent(stub, { ContentType: typing }, { token })).toMatchObject({
      status: 400,
      body: { Message: expect.stringContaining("stub:ThrottlingException") },
    });
  });
});

it.each(["code=429", 'CODE="429"', "respond-async, code=429", "wait=1; code = 429"])(
  "Prefer: %s asks for a ThrottlingException",
  async (prefer) => {
    await using stub = await startStub();
    expect(await sendEvent(stub, { ContentType: typing }, { prefer })).toMatchObject({ status: 429 });
  },
);

it("a reserved token comes before Prefer, and Prefer before a staged fault", async () => {
  await using stub = await startStub({ faults: [{ exception: "ConflictException" }] });
  const prefer = "code=429";
  expect(
    await sendEvent(stub, { ContentType: typing }, { token: "stub:InternalServerException", prefer }),
  ).toMatchObject({
    status: 500,
  });
  expect(await sendEvent(stub, { ContentType: typing }, { prefer })).toMatchObject({ status: 429 });
  expect(await sendEvent(stub)).toMatchObject({ status: 409 });
});

it.each([
  ["ValidationException", /^ContentType must be one of: /],
  ["AccessDeniedException", /^Access denied$/],
  ["ConflictException", /^Message receipts are not supported with more than two active participants$/],
  ["ThrottlingException", /^Rate exceeded: retry with exponential backoff$/],
  ["InternalServerException", /^The service failed$/],
  ["RequestTimeoutException", /^The request did not arrive in time: send it at once$/],
] as const)("a staged %s has the message of the contract's example", async (exception, message) => {
  await using stub = await startStub({ faults: [{ exception }] });
  expect((await sendEvent(stub)).body).toEqual({ Message: expect.stringMatching(message) });
});

it("Retry-After may be given for any exception, and is 1 for a ThrottlingException alone", async () => {
  await using stub = await startStub();
  const retryAfter = async (fault: FaultRequest) => {
    const { id } = await stub.addFault(fault);
    const { headers } = await sendEvent(stub);
    await stub.removeFault(id);
    return headers.get("retry-after");
  };
  expect(await retryAfter({ exception: "InternalServerException" })).toBeNull();
  expect(await retryAfter({ exception: "InternalServerException", retryAfterSeconds: 3 })).toBe("3");
  expect(await retryAfter({ exception: "ThrottlingException" })).toBe("1");
  expect(await retryAfter({ exception: "ThrottlingException", retryAfterSeconds: 0 })).toBe("0");
});

it("Prefer asks for a status that the contract has", async () => {
  await using stub = await startStub();
  expect(await sendEvent(stub, { ContentType: typing }, { prefer: "code=200" })).toMatchObject({ status: 200 });
  expect(await sendEvent(stub, { ContentType: typing }, { prefer: "respond-async" })).toMatchObject({ status: 200 });
  expect(await sendEvent(stub, { ContentType: typing }, { prefer: "code=418" })).toMatchObject({
    status: 400,
    body: {
      Message:
        "The contract has no response 418: prefer one of 200, 400, 403, 404, 405, 406, 408, 409, 413, 415, 429, 431, 500",
    },
  });
});

it("a delay that would outlast the stub ends with it", async () => {
  const stub = await startStub({ faults: [{ delayMs: 60_000 }] });
  const delayed = sendEvent(stub, { ContentType: typing }, { connection: "close" });
  const hits = async () => JSON.stringify((await control(stub, "GET", "/faults")).body);
  while (!(await hits()).includes('"hits":1'));
  await stub.close();
  expect(await delayed).toMatchObject({ status: 200 });
});

describe("to the byte, a broken connection", () => {
  const received = (stub: { port: number }, connection: string) => raw(stub, event(`stub:${connection}`, "close"));
  const validBody = '{"Id":"00000000-0000-4000-8000-000000000000","AbsoluteTime":"2026-01-01T00:00:00.000Z"}';

  it("truncated: promises a whole response, and sends half of it", async () => {
    await using stub = await startStub();
    const [head = "", body] = (await received(stub, "truncated")).split("\r\n\r\n");
    expect(head).toContain(`Content-Length: ${validBody.length}`);
    expect(head).toContain("Content-Type: application/json; charset=utf-8");
    expect(body).toBe(validBody.slice(0, validBody.length / 2));
  });

  it("malformed: is a response with a comma too many", async () => {
    await using stub = await startStub();
    const [head, body] = (await received(stub, "malformed")).split("\r\n\r\n");
    expect(head).toContain("Content-Type: application/json; charset=utf-8");
    expect(body).toBe(`${validBody.slice(0, -1)},}`);
  });

  it("html502: is a proxy's page", async () => {
    await using stub = await startStub();
    const [head, body] = (await received(stub, "html502")).split("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1.1 502 Bad Gateway\r\n/);
    expect(body).toBe(
      "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n",
    );
  });

  it("reset: is reset, not closed", async () => {
    await using stub = await startStub();
    const socket = connect(stub.port, "127.0.0.1");
    socket.resume().write(event("stub:reset"));
    expect(await once(socket, "end").catch(({ code }) => code)).toBe("ECONNRESET");
  });
});

it("a hanging connection that the client closes leaves nothing behind", async () => {
  const closing = new AbortController();
  const app = express().use((_request, response) => breakConnection.hang(response, closing.signal));
  const server = createServer(app);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const connected = once(server, "connection");
  const socket = connect(typeof address === "object" ? (address?.port ?? 0) : 0, "127.0.0.1");
  socket.on("error", () => {}).write(event());
  const [connection] = await connected;
  await once(server, "request");
  expect(getEventListeners(closing.signal, "abort")).toHaveLength(1);
  const closed = once(connection, "close");
  socket.destroy();
  await closed;
  expect(getEventListeners(closing.signal, "abort")).toHaveLength(0);
  server.close();
});

it("only a MethodNotAllowedException that is staged says what is allowed", async () => {
  await using stub = await startStub();
  const allow = async (name: string) =>
    (await sendEvent(stub, { ContentType: typing }, { token: `stub:${name}` })).headers.get("allow");
  expect(await allow("MethodNotAllowedException")).toBe("POST, OPTIONS");
  expect(await allow("UnknownOperationException")).toBeNull();
});
