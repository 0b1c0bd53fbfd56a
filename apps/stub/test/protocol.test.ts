import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Stub, startStub } from "../src/index.js";
import { event, head, open, raw as send, statuses } from "./raw.js";
import { sendEvent, typing } from "./send-event.js";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

const raw = (bytes: string) => send(stub, bytes);
const body = JSON.stringify({ ContentType: typing });

describe("what Node would respond to by itself gets a response as the contract has it", () => {
  it.each([
    ["no HTTP at all", "hello\r\n\r\n", 400, "SerializationException"],
    ["an unknown method", head("BREW /participant/event HTTP/1.1", "Host: x"), 400, "SerializationException"],
    [
      "too large headers",
      head("GET / HTTP/1.1", "Host: x", `Cookie: ${"a".repeat(20_000)}`),
      431,
      "RequestHeaderFieldsTooLargeException",
    ],
    [
      "two lengths",
      head("POST /participant/event HTTP/1.1", "Host: x", "Content-Length: 1", "Transfer-Encoding: chunked"),
      400,
      "SerializationException",
    ],
  ])("%s", async (_what, text, status, exception) => {
    const response = await raw(text);
    expect(response).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(response).toMatch(new RegExp(`x-amzn-ErrorType: ${exception}\r\n`, "i"));
    expect(response).toMatch(/x-amzn-RequestId: \S+\r\n/i);
    expect(response).toMatch(/Access-Control-Allow-Origin: \*\r\n/i);
    expect(JSON.parse(response.split("\r\n\r\n")[1] ?? "")).toEqual({ Message: expect.stringMatching(/\w+ \w+/) });
  });
});

it.each(["http://any.host/participant/event", "HTTPS://any.host:8443/participant/event?a=b"])(
  "takes the absolute form of the target: %s",
  async (target) => {
    const text = head(
      `POST ${target} HTTP/1.1`,
      "Host: any.host",
      "X-Amz-Bearer: t",
      "Content-Type: application/json",
      `Content-Length: ${body.length}`,
      "Connection: close",
    );
    expect(await raw(text + body)).toMatch(/^HTTP\/1.1 200 /);
  },
);

it.each([
  ["http://any.host", 404],
  ["http://any.host/participant/event/", 404],
  ["http://localhost/_stub/health", 200],
  ["http://any.host/_stub/health", 403],
  ["http://[/participant/event", 404],
])("takes the absolute form of the target of a GET: %s", async (target, status) => {
  const text = head(`GET ${target} HTTP/1.1`, "Host: localhost", "Connection: close");
  expect(await raw(text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

it("ignores expectations that it does not know", async () => {
  const expecting = head(
    "POST /participant/event HTTP/1.1",
    "Host: x",
    "Expect: a-miracle",
    "X-Amz-Bearer: t",
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
    "Connection: close",
  );
  expect(await raw(expecting + body)).toMatch(/^HTTP\/1.1 200 /);
});

it("responds to pipelined requests in their order", async () => {
  const responses = await raw(event("stub:ConflictException") + event("t", "close"));
  expect(statuses(responses)).toEqual(["409", "200"]);
});

describe("a preflight", () => {
  it("allows every header and method that a browser app needs", async () => {
    const asked =
      "content-type,x-amz-bearer,authorization,x-amz-date,x-amz-content-sha256,x-amz-user-agent,amz-sdk-invocation-id,amz-sdk-request";
    const response = await fetch(`${stub.url}/participant/event`, {
      method: "OPTIONS",
      headers: {
        origin: "https://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": asked,
      },
    });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      allow: "POST, OPTIONS",
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "POST,OPTIONS",
      "access-control-allow-headers": asked,
      "access-control-max-age": "600",
    });
  });

  it("and every response expose the headers that an app reads", async () => {
    for (const response of [await sendEvent(stub), await sendEvent(stub, { ContentType: "wrong" })]) {
      expect(response.headers.get("access-control-expose-headers")).toBe(
        "x-amzn-RequestId,x-amzn-ErrorType,Retry-After",
      );
    }
  });
});

describe("Content-Type", () => {
  it.each([
    "application/json",
    "application/json; charset=utf-8",
    "Application/JSON ; Charset=UTF-8",
    "application/json; x=1",
  ])("%s is fine", async (type) => {
    expect(await sendEvent(stub, { ContentType: typing }, { "content-type": type })).toMatchObject({ status: 200 });
  });
  it.each([
    "text/plain",
    "application/json-patch+json",
    "application/json; charset=latin1",
    "nonsense",
    "application/xml",
  ])("%s is unsupported", async (type) => {
    expect(await sendEvent(stub, { ContentType: typing }, { "content-type": type })).toMatchObject({
      status: 415,
      exception: "UnsupportedMediaTypeException",
    });
  });
  it("is not needed without a body", async () => {
    const response = await fetch(`${stub.url}/participant/event`, { method: "POST", headers: { "x-amz-bearer": "t" } });
    expect(await response.json()).toEqual({ Message: "ContentType is required" });
  });
});

describe("Accept", () => {
  it.each([
    "*/*",
    "application/*",
    "application/json",
    "text/html, application/json;q=0.1",
    "text/html, */*;q=0.1",
    "application/json; charset=utf-8",
    "application/json;v=1;q=0.5",
  ])("%s is fine", async (accept) => {
    expect(await sendEvent(stub, { ContentType: typing }, { accept })).toMatchObject({ status: 200 });
  });
  it.each(["text/html", "application/xml", "application/json;q=0", "text/*"])(
    "%s is not acceptable",
    async (accept) => {
      expect(await sendEvent(stub, { ContentType: typing }, { accept })).toMatchObject({
        status: 406,
        exception: "NotAcceptableException",
      });
    },
  );
});

it("lengths count code points", async () => {
  const astral = "😀".repeat(500);
  expect(await sendEvent(stub, { ContentType: typing, ClientToken: astral })).toMatchObject({ status: 200 });
  expect(await sendEvent(stub, { ContentType: typing, ClientToken: `${astral}x` })).toMatchObject({
    status: 400,
    body: { Message: "ClientToken must NOT have more than 500 characters" },
  });
});

it("names every member that breaks a constraint", async () => {
  const { body } = await sendEvent(stub, { Content: { messageId: "x" }, ClientToken: 7 });
  expect(body["Message"]).toBe(
    "ContentType is required; Content must be a string, but is an object: write it as JSON inside a string; ClientToken must be a string, but is a number",
  );
});

it("quotes no content in a message", async () => {
  const response = await fetch(`${stub.url}/participant/event`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-amz-bearer": "t" },
    body: '{"Content": sensitive}',
  });
  expect(await response.text()).not.toContain("sensitive");
});

it.each([
  ["0xFF, which is not UTF-8", Buffer.from([0x7b, 0xff, 0x7d])],
  ["a byte order mark", Buffer.from('\uFEFF{"ContentType":"x"}')],
])("rejects a body with %s", async (_what, bytes) => {
  const response = await fetch(`${stub.url}/participant/event`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-amz-bearer": "t" },
    body: bytes,
  });
  expect([response.status, response.headers.get("x-amzn-errortype")]).toEqual([400, "SerializationException"]);
});

it("loses no header, however many there are", async () => {
  const many = Array.from({ length: 2_100 }, () => "a:b");
  const text = head("POST /participant/event HTTP/1.1", ...many, "Host: x", "X-Amz-Bearer: t", "Connection: close");
  expect(await raw(text)).toContain("ContentType is required");
});

it("writes down what was rejected before it reached the pipeline", async () => {
  await using fresh = await startStub();
  const socket = open(fresh.port);
  socket.write("hello\r\n\r\n");
  socket.resume();
  await fresh.waitForEvents(1, { outcome: "SerializationException" });
});
