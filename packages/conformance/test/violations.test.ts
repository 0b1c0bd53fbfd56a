import { describe, expect, it } from "vitest";
import { levels } from "../src/case.js";
import { runConformance } from "../src/conformance.js";
import { givenTokens } from "../src/tokens.js";
import { contractServer, type Distort, type Passing } from "./fixtures/contract-server.js";

async function run(distort: Distort, options: Partial<Parameters<typeof runConformance>[0]> = {}) {
  await using server = await contractServer(distort);
  const tokens = givenTokens("some-token");
  return (await runConformance({ url: server.url, tokens, acceptsAnyToken: true, levels, ...options })).results;
}

const set = (name: string, value: string) => (passing: Passing) => {
  passing.responseHeaders[name] = value;
};
const without = (name: string) => (passing: Passing) => {
  delete passing.responseHeaders[name];
};
const body = (members: object) => (passing: Passing) => {
  passing.body = JSON.stringify({ ...JSON.parse(passing.body), ...members });
};
const message = (Message: unknown) => body({ Message });
const accept = (passing: Passing) => {
  passing.status = 200;
  delete passing.responseHeaders["x-amzn-ErrorType"];
  passing.body = JSON.stringify({ Id: crypto.randomUUID(), AbsoluteTime: new Date().toISOString() });
};

/** A server that is wrong in one respect, the case that names it, and how. */
const wrongServers: [what: string, id: string, distort: Distort, failure: string][] = [
  [
    "another status",
    "events/event-typing",
    (passing) => {
      passing.status = 201;
    },
    "status 201 is not documented",
  ],
  [
    "another status",
    "events/event-typing",
    (passing) => {
      passing.status = 201;
    },
    "status is 201, not 200",
  ],
  ["no request ID", "events/event-typing", without("x-amzn-RequestId"), "header x-amzn-RequestId is missing"],
  [
    "an empty request ID",
    "events/event-typing",
    set("x-amzn-RequestId", ""),
    "header x-amzn-RequestId must NOT have fewer than 1 characters",
  ],
  [
    "no CORS header",
    "events/event-typing",
    without("Access-Control-Allow-Origin"),
    "header Access-Control-Allow-Origin is missing",
  ],
  [
    "another media type",
    "events/event-typing",
    set("Content-Type", "text/html; charset=utf-8"),
    "the media type is text/html, not application/json",
  ],
  ["no media type", "events/event-typing", without("Content-Type"), "the media type is missing, not application/json"],
  [
    "a body that is not JSON",
    "events/event-typing",
    (passing) => {
      passing.body = "<html>";
    },
    "the body is not JSON",
  ],
  [
    "no body",
    "events/event-typing",
    (passing) => {
      passing.body = "";
    },
    "the body is not JSON",
  ],
  [
    "a body that is an array",
    "events/event-typing",
    (passing) => {
      passing.body = "[]";
    },
    "must be object",
  ],
  ["no Id", "events/event-typing", body({ Id: undefined }), "the body must have required property 'Id'"],
  [
    "no AbsoluteTime",
    "events/event-typing",
    body({ AbsoluteTime: undefined }),
    "the body must have required property 'AbsoluteTime'",
  ],
  ["an Id that is a number", "events/event-typing", body({ Id: 7 }), "Id must be string"],
  ["an Id that is empty", "events/event-typing", body({ Id: "" }), "Id must NOT have fewer than 1 characters"],
  [
    "a time without milliseconds",
    "events/event-typing",
    body({ AbsoluteTime: "2026-11-22T09:30:00Z" }),
    'AbsoluteTime must match pattern "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"',
  ],
  [
    "a time that is no date",
    "events/event-typing",
    body({ AbsoluteTime: "2026-13-22T09:30:00.000Z" }),
    'AbsoluteTime must match format "date-time"',
  ],
  [
    "an exception beside a success",
    "events/event-typing",
    set("x-amzn-ErrorType", "Odd"),
    "header x-amzn-ErrorType is Odd, not absent",
  ],
  [
    "no exception",
    "content-type/content-type-absent",
    without("x-amzn-ErrorType"),
    "header x-amzn-ErrorType is missing",
  ],
  [
    "no exception",
    "content-type/content-type-absent",
    without("x-amzn-ErrorType"),
    "header x-amzn-ErrorType is missing, not ValidationException",
  ],
  [
    "another exception",
    "content-type/content-type-absent",
    set("x-amzn-ErrorType", "SerializationException"),
    "header x-amzn-ErrorType is SerializationException, not ValidationException",
  ],
  [
    "an exception of another status",
    "connection-token/token-absent",
    set("x-amzn-ErrorType", "ConflictException"),
    "header x-amzn-ErrorType must be equal to constant",
  ],
  [
    "no Message",
    "content-type/content-type-absent",
    message(undefined),
    "the body must have required property 'Message'",
  ],
  [
    "a Message that names no member",
    "content-type/content-type-absent",
    message("wrong"),
    "Message does not mention ContentType",
  ],
  [
    "a Message that names another member",
    "content/content-too-long",
    message("ContentType is too long"),
    "Message does not mention Content",
  ],
  [
    "a Message that is no string",
    "content-type/content-type-absent",
    message(["ContentType"]),
    "Message does not mention ContentType",
  ],
  ["a body after HEAD's", "method/method-get", without("Allow"), "header Allow is missing"],
  ["another Allow", "method/method-get", set("Allow", "POST"), "header Allow is POST, not POST, OPTIONS"],
  [
    "no preflight",
    "cross-origin/preflight",
    without("Access-Control-Allow-Headers"),
    "header Access-Control-Allow-Headers is missing, not amz-sdk-invocation-id,amz-sdk-request,authorization,content-type,x-amz-bearer,x-amz-content-sha256,x-amz-date,x-amz-user-agent",
  ],
  [
    "a preflight that may be kept for ever",
    "cross-origin/preflight",
    set("Access-Control-Max-Age", "999999"),
    "header Access-Control-Max-Age must be equal to constant",
  ],
  [
    "a replay as a new event",
    "client-token/replay-same-event",
    (passing) => accept(passing),
    "Id and AbsoluteTime are not those of the first response",
  ],
  [
    "a replay with a new time",
    "client-token/replay-same-event",
    body({
      get AbsoluteTime() {
        return new Date(counter++).toISOString();
      },
    }),
    "Id and AbsoluteTime are not those of the first response",
  ],
  [
    "a new event as a replay",
    "client-token/no-replay-empty",
    body({ Id: "always-this" }),
    "Id is that of the first response, not a new one",
  ],
];
let counter = 0;

describe("names the case that a wrong server fails, and how", () => {
  it.each(wrongServers)("%s: %s", async (_what, id, distort, failure) => {
    const results = await run(distort, { only: [id] });
    const result = results.find((one) => `${one.group}/${one.id}` === id);
    expect(result?.outcome).toBe("failed");
    expect(result?.steps.at(-1)?.failures).toContain(failure);
  });

  /** What a server leaves out, and every case that says so. */
  const leftOut: [what: string, only: string, applies: (passing: Passing) => boolean, ids: string[]][] = [
    ["ConnectionToken's maximum", "connection-token/", ({ token }) => token.length > 1000, ["token-too-long"]],
    [
      "that an empty token is none",
      "connection-token/",
      ({ headers }) => headers["x-amz-bearer"] === "",
      ["token-empty"],
    ],
    ["that there is one token", "connection-token/", ({ token }) => token.includes(", "), ["token-twice"]],
    [
      "ClientToken's maximum",
      "client-token/",
      ({ requestBody }) => requestBody.length > 560,
      ["client-token-too-long-astral", "client-token-too-long"],
    ],
    ["Content's minimum", "content/", ({ requestBody }) => requestBody.includes('"Content":""'), ["content-empty"]],
    ["the media type", "media-type/media-type-x", () => true, ["media-type-xml"]],
    ["Accept", "accept/accept-h", () => true, ["accept-html"]],
    [
      "the body limit",
      "body/body-over-limit",
      () => true,
      ["body-over-limit-chunked", "body-over-limit-in-chunks", "body-over-limit"],
    ],
    ["that a path has no slash at its end", "path/path-trailing", () => true, ["path-trailing-slash"]],
    ["that a comment is no JSON", "body/body-comment", () => true, ["body-comment"]],
  ];
  it.each(leftOut)("%s is not checked", async (_what, only, applies, ids) => {
    const results = await run((passing) => void (passing.status >= 400 && applies(passing) && accept(passing)), {
      only: [only],
    });
    expect(results.filter(({ outcome }) => outcome === "failed").map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    ["content/content-maximum-astral", 65536],
    ["content/content-maximum-escaped", 196608],
    ["body/body-largest-event", 202608],
    ["body/body-at-limit", 262143],
  ])("a limit below the contract's: %s", async (id, bytes) => {
    const tooLarge = (passing: Passing) => {
      if (Buffer.byteLength(passing.requestBody) <= bytes) return;
      passing.status = 413;
      passing.responseHeaders["x-amzn-ErrorType"] = "RequestEntityTooLargeException";
    };
    const [result] = await run(tooLarge, { only: [id] });
    expect(result?.steps.at(-1)?.failures).toContain("status is 413, not 200");
  });

  it("ends a case with several requests at the first that fails", async () => {
    const [result] = await run(body({ Id: 7 }), { only: ["client-token/replay-same-event"] });
    expect(result?.steps).toHaveLength(1);
  });
});

describe("the vendor's service", () => {
  // It is known by its name alone; nothing of this name can be reached
  const url = new URL("http://participant.connect.eu-west-2.amazonaws.com.invalid");
  const skipped = async (only: string[], options: Partial<Parameters<typeof runConformance>[0]> = {}) => {
    const tokens = givenTokens("t", "p");
    const { results } = await runConformance({ url, tokens, only, levels, rate: 1000, timeoutMs: 2000, ...options });
    return results.map(({ id, reason }) => [id, reason]);
  };

  it("is sent nothing that could disturb others", async () => {
    expect(await skipped(["http/not-http"])).toEqual([
      ["not-http", "destructive: not sent to a service that others use"],
    ]);
    expect(await skipped(["http/not-http"], { url: new URL("http://127.0.0.1:1") })).toEqual([["not-http", undefined]]);
  });

  it.each(["sqs.eu-west-2.amazonaws.com", "connect.amazonaws.com", "my.participant.connect.example"])(
    "is not %s",
    async (host) => {
      expect(await skipped(["http/not-http"], { url: new URL(`http://${host}.invalid`) })).toEqual([
        ["not-http", undefined],
      ]);
    },
  );

  it("is not held against a decision of this project", async () => {
    expect(await skipped(["connection-token/token-absent"])).toEqual([
      ["token-absent", "decision 0204 of this project: the service may have decided otherwise"],
    ]);
  });

  it("gets everything else", async () => {
    expect(await skipped(["event-typing", "token-participant"])).toEqual([
      ["token-participant", undefined],
      ["event-typing", undefined],
    ]);
  });
});
