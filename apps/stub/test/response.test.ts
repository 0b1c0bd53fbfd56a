import { createRequire } from "node:module";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Stub, startStub } from "../src/index.js";
import { control, sendEvent, typing } from "./send-event.js";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

/** Without what Node adds to every response. */
function names(headers: Headers): string[] {
  return [...headers.keys()].filter((name) => !["connection", "date", "keep-alive"].includes(name));
}

it("an accepted event gets its Id and time, and no header that the contract does not have", async () => {
  const { status, headers, body } = await sendEvent(stub);
  expect(status).toBe(200);
  expect(names(headers)).toEqual([
    "access-control-allow-origin",
    "access-control-expose-headers",
    "content-length",
    "content-type",
    "x-amzn-requestid",
  ]);
  expect(headers.get("content-type")).toMatch(/^application\/json\b/);
  expect(body).toEqual({
    Id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    AbsoluteTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  });
  expect(Math.abs(Date.parse(String(body["AbsoluteTime"])) - Date.now())).toBeLessThan(60_000);
});

it("a rejected event gets the exception's name, and a message alone", async () => {
  const { headers, body } = await sendEvent(stub, {});
  expect(names(headers)).toEqual([
    "access-control-allow-origin",
    "access-control-expose-headers",
    "content-length",
    "content-type",
    "x-amzn-errortype",
    "x-amzn-requestid",
  ]);
  expect(Object.keys(body)).toEqual(["Message"]);
});

it("every request has a request ID of its own", async () => {
  const ids = [await sendEvent(stub), await sendEvent(stub), await sendEvent(stub, {})].map(({ headers }) =>
    headers.get("x-amzn-requestid"),
  );
  expect(new Set(ids).size).toBe(3);
});

it("two events have two Ids", async () => {
  const [one, other] = [await sendEvent(stub), await sendEvent(stub)];
  expect(one.body["Id"]).not.toBe(other.body["Id"]);
});

it.each([
  ["GET", "/participant/event", 405, "The method GET is not allowed here: use POST, OPTIONS"],
  ["PUT", "/participant/event", 405, "The method PUT is not allowed here: use POST, OPTIONS"],
  ["POST", "/Participant/event", 404, "No operation at this path: SendEvent is POST /participant/event"],
  ["POST", "/participant/event/", 404, "No operation at this path: SendEvent is POST /participant/event"],
  ["OPTIONS", "/participant", 404, "No operation at this path: SendEvent is POST /participant/event"],
  ["GET", "/", 404, "No operation at this path: SendEvent is POST /participant/event"],
])("%s %s is rejected with %d, and says what there is", async (method, path, status, Message) => {
  const response = await fetch(stub.url + path, { method, headers: { "x-amz-bearer": "t" } });
  expect([response.status, await response.json()]).toEqual([status, { Message }]);
  expect(response.headers.get("allow")).toBe(status === 405 ? "POST, OPTIONS" : null);
});

it("a body that is compressed is rejected", async () => {
  const response = await sendEvent(stub, { ContentType: typing }, { "content-encoding": "gzip" });
  expect([response.status, response.body]).toEqual([415, { Message: "The body must be plain: omit Content-Encoding" }]);
});

it("the reference is where the stub says", async () => {
  expect(stub.docsUrl).toBe(`${stub.url}/docs`);
  const response = await fetch(`${stub.docsUrl}/`);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(response.headers.get("content-security-policy")).toContain("default-src");
});

it("its version is the package's", async () => {
  const { version } = createRequire(import.meta.url)("../package.json");
  expect((await control(stub, "GET", "/health")).body).toMatchObject({ version, access: "open", strict: false });
});

it("a defect of the stub is logged whole, and the caller only learns that there is one", async () => {
  const defects = [new Error("the disk is full")];
  const logged: unknown[] = [];
  const info = () => {
    for (const defect of defects.splice(0)) throw defect;
  };
  await using broken = await startStub({}, { info, error: (...line) => void logged.push(line) });
  const { status, exception, headers, body } = await sendEvent(broken);
  expect([status, exception]).toEqual([500, "InternalServerException"]);
  expect(body).toEqual({ Message: "The stub failed: please report what you sent" });
  const requestId = headers.get("x-amzn-requestid");
  expect(logged).toEqual([[{ err: new Error("the disk is full"), requestId }, "defect"]]);
  expect(await broken.events({ outcome: "InternalServerException" })).toMatchObject([
    { requestId, reason: "The stub failed: please report what you sent" },
  ]);
});
