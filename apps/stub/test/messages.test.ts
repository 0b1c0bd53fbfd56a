import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stub, startStub } from "../src/index.js";
import { head, raw } from "./raw.js";
import { control, typing } from "./send-event.js";

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.close());

async function post(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const response = await fetch(stub.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-amz-bearer": "t", ...headers },
    body,
  });
  return [response.status, JSON.parse(await response.text()).Message];
}

const contentTypes = ["typing", "connection.acknowledged", "message.delivered", "message.read"]
  .map((name) => `application/vnd.amazonaws.connect.event.${name}`)
  .join(", ");

describe("what is wrong with an event is said to the letter:", () => {
  it.each<[string | Uint8Array<ArrayBuffer>, string]>([
    ["null", "The body must be a JSON object, but is null: send {…}"],
    ["[]", "The body must be a JSON object, but is an array: send {…}"],
    ['"x"', "The body must be a JSON object, but is a string: send {…}"],
    ["7", "The body must be a JSON object, but is a number: send {…}"],
    ["true", "The body must be a JSON object, but is a boolean: send {…}"],
    ['{"aaaaaaaaaa":1,}', "The body is not JSON at position 16: send one JSON object (RFC 8259)"],
    ["{", "The body is not JSON at position 1: send one JSON object (RFC 8259)"],
    [new Uint8Array([0x7b, 0xff, 0x7d]), "The body is not UTF-8: send one JSON object (RFC 8259)"],
    ["{}", "ContentType is required"],
    ['{"ContentType":null}', "ContentType is required"],
    ['{"ContentType":"x"}', `ContentType must be one of: ${contentTypes}`],
    ['{"ContentType":7}', "ContentType must be a string, but is a number"],
    [
      `{"ContentType":"${typing}","Content":["x"]}`,
      "Content must be a string, but is an array: write it as JSON inside a string",
    ],
    [`{"ContentType":"${typing}","Content":false}`, "Content must be a string, but is a boolean"],
    [`{"ContentType":"${typing}","Content":""}`, "Content must NOT have fewer than 1 characters"],
  ])("%s", async (body, message) => {
    expect(await post("/participant/event", body)).toEqual([400, message]);
  });

  it.each([
    [
      { accept: "text/html" },
      406,
      "The response is application/json, which the header Accept excludes: accept it, or omit the header",
    ],
    [{ "content-type": "text/plain" }, 415, "The body must be application/json, in UTF-8: set the header Content-Type"],
    [
      { "content-type": "application/json; charset=latin1" },
      415,
      "The body must be application/json, in UTF-8: set the header Content-Type",
    ],
  ])("%j", async (headers, status, message) => {
    expect(await post("/participant/event", "{}", headers)).toEqual([status, message]);
  });

  it("a body without a Content-Type", async () => {
    const lines = ["POST /participant/event HTTP/1.1", "Host: x", "X-Amz-Bearer: t", "Content-Length: 2"];
    const received = await raw(stub, `${head(...lines, "Connection: close")}{}`);
    expect(received).toContain(
      '{"Message":"The body must be application/json, in UTF-8: set the header Content-Type"}',
    );
  });
});

describe("what is wrong with a control request is said to the letter:", () => {
  const alternatives =
    "must have exactly one of exception, connection, sequence, status and delivery, or delayMs alone";
  it.each([
    ["/faults", {}, `The body ${alternatives}`],
    ["/faults", { times: 1 }, `The body ${alternatives}`],
    ["/faults", { exception: "ConflictException", connection: "reset" }, `The body ${alternatives}`],
    ["/faults", { connection: "x" }, "connection must be one of: reset, hang, truncated, malformed, html502"],
    ["/faults", { delayMs: "1" }, "delayMs must be an integer, but is a string"],
    ["/faults", { delayMs: {} }, "delayMs must be an integer, but is an object"],
    ["/faults", { delayMs: 1, times: 0, skip: -1 }, "times must be >= 1; skip must be >= 0"],
    ["/faults", { delayMs: 1, typo: 1 }, "There is no member typo"],
    ["/connections", { participants: 0 }, "participants must be >= 1"],
    ["/connections", { participants: 1.5 }, "participants must be an integer, but is a number"],
  ])("POST %s %j", async (path, body, message) => {
    const response = await control(stub, "POST", path, body);
    expect([response.status, response.body["Message"]]).toEqual([400, message]);
  });

  it.each([
    ["/events?limit=0", "limit must be >= 1"],
    ["/events?limit=x", "limit must be an integer, but is a string"],
    ["/events?token=", "Empty value found for query parameter 'token'"],
    ["/events/wait?count=1001&timeoutMs=-1", "count must be <= 1000; timeoutMs must be >= 0"],
  ])("GET %s", async (path, message) => {
    const response = await control(stub, "GET", path);
    expect([response.status, response.body["Message"]]).toEqual([400, message]);
  });

  it("in process, in the same words", async () => {
    await expect(stub.addFault(JSON.parse("{}"))).rejects.toThrow(`The body ${alternatives}`);
    await expect(stub.addFault(JSON.parse('{"delayMs":1,"typo":1}'))).rejects.toThrow("There is no member typo");
    await expect(stub.issueConnection({ participants: 0 })).rejects.toThrow("participants must be >= 1");
  });
});
