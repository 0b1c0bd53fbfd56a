import { expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { head, raw } from "./raw.js";
import { sendEvent, typing } from "./send-event.js";

const body = JSON.stringify({ ContentType: typing });
const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16)}`;
const withTokens = (...tokens: string[]) =>
  head(
    "POST /participant/event HTTP/1.1",
    "Host: x",
    ...tokens.map((token) => `X-Amz-Bearer:${token}`),
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
    "Connection: close",
  ) + body;

it.each([
  ["absent", []],
  ["empty", [""]],
  ["of spaces", ["  "]],
])("a token that is %s is a missing credential", async (_what, tokens) => {
  await using stub = await startStub();
  const response = await raw(stub, withTokens(...tokens));
  expect(response).toMatch(/^HTTP\/1.1 403 /);
  expect(response).toContain("x-amzn-ErrorType: AccessDeniedException");
  expect(response).toContain('{"Message":"Access denied: send the ConnectionToken in the header X-Amz-Bearer"}');
});

it.each([[["a", "b"]], [["a", "a"]], [["", "a"]]])("two tokens are rejected: %j", async (tokens) => {
  await using stub = await startStub();
  const response = await raw(stub, withTokens(...tokens));
  expect(response).toMatch(/^HTTP\/1.1 400 /);
  expect(response).toContain("x-amzn-ErrorType: ValidationException");
  expect(response).toContain("ConnectionToken must be sent in one header X-Amz-Bearer, not several");
});

it("a token has 1 to 1000 characters", async () => {
  await using stub = await startStub();
  const send = (token: string) => sendEvent(stub, { ContentType: typing }, { token });
  expect(await send("t")).toMatchObject({ status: 200 });
  expect(await send("t".repeat(1_000))).toMatchObject({ status: 200 });
  expect(await send("t".repeat(1_001))).toMatchObject({
    status: 400,
    exception: "ValidationException",
    body: { Message: "ConnectionToken must NOT have more than 1000 characters" },
  });
});

it.each([
  ["as they are", (text: string) => text],
  ["in JSON escapes", (text: string) => text.split("").map(escaped).join("")],
])("the longest legal Content and ClientToken fit, %s", async (_how, written) => {
  await using stub = await startStub();
  const longest = `{"ContentType":"${typing}","Content":"${written("😀".repeat(16_384))}","ClientToken":"${written("😀".repeat(500))}"}`;
  const response = await fetch(`${stub.url}/participant/event`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-amz-bearer": "t" },
    body: longest,
  });
  expect(response.status).toBe(200);
});

it("a Content of 16,385 characters is one too long", async () => {
  await using stub = await startStub();
  expect(await sendEvent(stub, { ContentType: typing, Content: "😀".repeat(16_385) })).toMatchObject({
    status: 400,
    body: { Message: "Content must NOT have more than 16384 characters" },
  });
});

it("a Content of no characters is one too short", async () => {
  await using stub = await startStub();
  expect(await sendEvent(stub, { ContentType: typing, Content: "" })).toMatchObject({ status: 400 });
});

it("the journal has the first 256 characters of the User-Agent", async () => {
  await using stub = await startStub();
  await sendEvent(stub, { ContentType: typing }, { "user-agent": `${"u".repeat(256)}v` });
  expect((await stub.events())[0]?.userAgent).toBe("u".repeat(256));
});
