import { describe, expect, it } from "vitest";
import { runConformance } from "../src/conformance.js";
import { givenTokens } from "../src/tokens.js";
import { contractServer, type Distort, type Passing } from "./fixtures/contract-server.js";

const typing = "application/vnd.amazonaws.connect.event.typing";

async function run(distort: Distort, options: Partial<Parameters<typeof runConformance>[0]> = {}) {
  await using server = await contractServer(distort);
  const tokens = givenTokens("some-token");
  return (await runConformance({ url: server.url, tokens, acceptsAnyToken: true, ...options })).results;
}

const body = (members: object) => (passing: Passing) => {
  passing.body = JSON.stringify({ ...JSON.parse(passing.body), ...members });
};
const message = (Message: unknown) => body({ Message });
const accept = (passing: Passing) => {
  passing.status = 200;
  delete passing.responseHeaders["x-amzn-ErrorType"];
  passing.body = JSON.stringify({ Id: crypto.randomUUID(), AbsoluteTime: new Date().toISOString() });
};

describe("generated requests", () => {
  const generated = { runs: 300, seed: 1 };
  const only = ["none of the cases"];
  it("pass against a server that fulfils the contract", async () => {
    const results = await run(() => {}, { only, generated });
    expect(
      results.map(({ id, group, outcome, doc, source, steps }) => ({ id, group, outcome, doc, source, steps })),
    ).toEqual([
      {
        id: "valid-requests",
        group: "generated",
        outcome: "passed",
        doc: "Every request that the document allows is accepted.",
        source: "150 requests from the document's schemas, --seed 1",
        steps: [],
      },
      {
        id: "invalid-requests",
        group: "generated",
        outcome: "passed",
        doc: "A request that violates one constraint is rejected, and the Message names the member.",
        source: "150 requests from the document's schemas, --seed 1",
        steps: [],
      },
    ]);
  });

  const eventOf = ({ requestBody }: Passing) => JSON.parse(requestBody);
  const rejectIf =
    (wrong: (event: Record<string, unknown>, passing: Passing) => boolean): Distort =>
    (passing) => {
      if (passing.status === 200 && wrong(eventOf(passing), passing)) passing.status = 400;
    };
  const acceptIf =
    (wrong: (event: Record<string, unknown>, passing: Passing) => boolean): Distort =>
    (passing) => {
      if (passing.status !== 200 && wrong(eventOf(passing), passing)) accept(passing);
    };
  const length = (value: unknown) => (typeof value === "string" ? [...value].length : 0);
  const wrong: [what: string, id: string, distort: Distort][] = [
    [
      "rejects unknown members",
      "valid-requests",
      rejectIf((event) => Object.keys(event).some((name) => !["ContentType", "Content", "ClientToken"].includes(name))),
    ],
    ["rejects the longest Content", "valid-requests", rejectIf(({ Content }) => length(Content) === 16384)],
    ["rejects the shortest Content", "valid-requests", rejectIf(({ Content }) => length(Content) === 1)],
    ["rejects the longest ClientToken", "valid-requests", rejectIf(({ ClientToken }) => length(ClientToken) === 500)],
    ["rejects an empty ClientToken", "valid-requests", rejectIf(({ ClientToken }) => ClientToken === "")],
    ["rejects null", "valid-requests", rejectIf(({ Content }) => Content === null)],
    ["demands Content", "valid-requests", rejectIf((event) => !("Content" in event))],
    ["demands ClientToken", "valid-requests", rejectIf((event) => !("ClientToken" in event))],
    ["does not know one content type", "valid-requests", rejectIf(({ ContentType }) => ContentType !== typing)],
    ["rejects a token with a slash", "valid-requests", rejectIf((_event, { token }) => token.includes("/"))],
    ["rejects a long token", "valid-requests", rejectIf((_event, { token }) => token.length > 40)],
    [
      "counts UTF-16 units",
      "valid-requests",
      rejectIf(({ Content }) => typeof Content === "string" && Content.length > 16384),
    ],
    ["accepts a long Content", "invalid-requests", acceptIf(({ Content }) => length(Content) > 16384)],
    ["accepts an empty Content", "invalid-requests", acceptIf(({ Content }) => Content === "")],
    [
      "accepts a Content that is an object",
      "invalid-requests",
      acceptIf(({ Content }) => typeof Content === "object" && !Array.isArray(Content)),
    ],
    ["accepts a Content that is an array", "invalid-requests", acceptIf(({ Content }) => Array.isArray(Content))],
    ["accepts a Content that is a number", "invalid-requests", acceptIf(({ Content }) => typeof Content === "number")],
    [
      "accepts a ClientToken that is a boolean",
      "invalid-requests",
      acceptIf(({ ClientToken }) => typeof ClientToken === "boolean"),
    ],
    ["accepts a long ClientToken", "invalid-requests", acceptIf(({ ClientToken }) => length(ClientToken) > 500)],
    [
      "accepts any ContentType",
      "invalid-requests",
      acceptIf(({ ContentType }) => length(ContentType) > 0 && length(ContentType) < 101),
    ],
    ["accepts a long ContentType", "invalid-requests", acceptIf(({ ContentType }) => length(ContentType) > 100)],
    ["accepts an empty ContentType", "invalid-requests", acceptIf(({ ContentType }) => ContentType === "")],
    ["accepts no ContentType", "invalid-requests", acceptIf((event) => !("ContentType" in event))],
    ["accepts a ContentType that is null", "invalid-requests", acceptIf(({ ContentType }) => ContentType === null)],
    ["accepts no token", "invalid-requests", acceptIf((_event, { headers }) => headers["x-amz-bearer"] === undefined)],
    ["accepts an empty token", "invalid-requests", acceptIf((_event, { headers }) => headers["x-amz-bearer"] === "")],
    ["accepts a long token", "invalid-requests", acceptIf((_event, { token }) => token.length > 1000)],
    [
      "names no member",
      "invalid-requests",
      (passing) => {
        if (passing.status === 400) message("wrong")(passing);
      },
    ],
  ];
  it.each(wrong)("find a server that %s", async (_what, id, distort) => {
    const results = await run(distort, { only, generated, bail: true });
    expect(results.filter(({ outcome }) => outcome === "failed").map((result) => result.id)).toEqual([id]);
    const result = results.find((one) => one.id === id);
    expect(result?.source).toMatch(/^150 requests from the document's schemas, --seed 1, path [\d:]+$/);
    expect(result?.steps).toHaveLength(1);
  });

  it("are shrunk to the smallest request that fails", async () => {
    const results = await run(
      rejectIf(({ Content }) => length(Content) > 3),
      { only, generated },
    );
    expect(results[0]?.steps[0]?.request).toMatch(/"Content":"(\\u0000|[^"\\]){4}"/);
  });

  it("have the given token where the server accepts no other", async () => {
    const seen = new Set<string>();
    await run(({ token }) => void seen.add(token), { only, generated, acceptsAnyToken: false });
    expect([...seen].filter((token) => token.length <= 1000)).toEqual(["some-token", ""]);
  });

  it("are at most as large as the body limit", async () => {
    let largest = 0;
    await run(
      ({ requestBody }) => {
        largest = Math.max(largest, Buffer.byteLength(requestBody));
      },
      { only, generated },
    );
    expect(largest).toBeGreaterThan(16384);
    expect(largest).toBeLessThanOrEqual(262144);
  });
});
