import { readDocument } from "@sendevent/conformance";
import { expect, it } from "vitest";

const text = JSON.stringify(readDocument())
  .replaceAll(/\\n|\s+/g, " ")
  .replaceAll(/ +/g, " ");

// Callers act on these, and no schema holds them
it.each([
  "(API version 2018-09-07)",
  "SendEvent takes the connection token, in the header `X-Amz-Bearer`. Requests need no signature",
  "Retry 429 and 5xx responses with exponential backoff and jitter, and honour `Retry-After`. Do not retry other error",
  "By the documented quota, an account has 10 requests a second and a burst of 15.",
  "no longer maintains this event since 2024-12-31",
  "Members that this document does not name are ignored, and a member that is `null` counts as absent.",
  "Case-sensitive. Clients generate a UUID when none is given. An empty string counts as absent.",
  "With a third one active, or with a supervisor barged in, a receipt is rejected with `ConflictException`",
  "Absent or empty, the request is denied (403).",
  "Lengths count Unicode code points.",
  '"default":"us-east-1"',
  '"url":"http://127.0.0.1:4010"',
])("the document says: %s", (words) => {
  expect(text).toContain(words);
});

it.each([
  ["BadRequest", "never"],
  ["AccessDenied", "never"],
  ["UnknownOperation", "never"],
  ["MethodNotAllowed", "never"],
  ["NotAcceptable", "never"],
  ["RequestTimeout", "only after the cause"],
  ["Conflict", "never; the state of the chat must change first."],
  ["RequestEntityTooLarge", "never"],
  ["UnsupportedMediaType", "never"],
  ["Throttling", "yes, with the same `ClientToken`, after `Retry-After`"],
  ["RequestHeaderFieldsTooLarge", "never"],
  ["InternalServer", "yes, with the same `ClientToken`, with exponential backoff"],
])("the document advises after %s: %s", (response, advice) => {
  const start = text.indexOf(`"${response}":{"description":`);
  expect(start).toBeGreaterThan(-1);
  expect(text.slice(start).split("**Retry:** ")[1]).toMatch(new RegExp(`^${advice}`));
});
