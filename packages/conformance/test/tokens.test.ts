import { describe, expect, it } from "vitest";
import type { CaseRequest, ContractCase } from "../src/case.js";
import { readDocument } from "../src/document.js";
import { isService, reasonToSkip, type Server } from "../src/reasons-to-skip.js";
import { secretsOfHeader } from "../src/secrets.js";
import { givenTokens, secretsOf, stubTokens, tokenPiece } from "../src/tokens.js";
import { contractServer, type Passing } from "./fixtures/contract-server.js";

const about = {
  id: "a",
  group: "g",
  doc: "It is a rule.",
  source: "RFC 1",
  applies: "server",
  level: "contract",
} as const;
// biome-ignore lint/suspicious/noThenProperty: a case names the requests that follow so
const followedBy = (request: CaseRequest = {}) => ({ then: [{ request, response: { status: 200 } }] });
const caseOf = (change: Partial<ContractCase>): ContractCase => ({ ...about, response: { status: 200 }, ...change });

describe("tokens", () => {
  it("that are given are those of a valid connection, and of a participant", () => {
    const names = ["valid", "participant", "ended", "crowded", "fault:ConflictException"];
    expect(names.map(givenTokens("t", "p"))).toEqual(["t", "p", undefined, undefined, undefined]);
    expect(names.map(givenTokens("t"))).toEqual(["t", undefined, undefined, undefined, undefined]);
  });

  it("are pieces with the name of a variable, unless they tell the stub how to fail", () => {
    const tokens = (name: string) => (name === "none" ? undefined : name === "told" ? "stub:x" : "t");
    expect(tokenPiece("valid", tokens)).toEqual({ name: "TOKEN", value: "t" });
    expect(tokenPiece("ended", tokens)).toEqual({ name: "ENDED_TOKEN", value: "t" });
    expect(tokenPiece("told", tokens)).toBe("stub:x");
    expect(tokenPiece("none", tokens)).toBeUndefined();
  });

  it("of the stub are issued for each state of a chat, and tell it how to fail", async () => {
    await using server = await contractServer();
    const tokens = await stubTokens(server.url);
    const names = ["valid", "participant", "ended", "ended_participant", "crowded", "crowded_participant"];
    expect(names.map(tokens)).toEqual([
      ...["issued-2-1", "participant-1", "issued-2-2", "participant-2", "issued-3-3", "participant-3"],
    ]);
    expect(tokens("fault:ConflictException:1")).toBe("stub:ConflictException:1");
    expect(tokens("other")).toBeUndefined();
    expect(server.requests.map(({ method, target }) => `${method} ${target}`)).toEqual([
      ...Array(3).fill("POST /_stub/connections"),
      "DELETE /_stub/connections/issued-2-2",
    ]);
  });

  const other = (method: string, change: Partial<Passing>) => (passing: Passing) =>
    void (passing.method === method && Object.assign(passing, change));
  it.each([
    ["POST", { status: 200 }, "POST /_stub/connections gave 200"],
    ["POST", { body: "[]" }, "POST /_stub/connections gave 201"],
    ["POST", { body: '{"ConnectionToken":"t"}' }, "POST /_stub/connections gave 201"],
    ["POST", { body: '{"ParticipantToken":"t"}' }, "POST /_stub/connections gave 201"],
    ["POST", { body: '{"ConnectionToken":1,"ParticipantToken":"t"}' }, "POST /_stub/connections gave 201"],
    ["DELETE", { status: 300 }, "DELETE /_stub/connections gave 300"],
    ["DELETE", { status: 404 }, "DELETE /_stub/connections gave 404"],
  ])("of a server that is no stub: %s with %j", async (method, change, message) => {
    await using server = await contractServer(other(method, change));
    const { origin } = server.url;
    await expect(stubTokens(server.url)).rejects.toThrow(`${origin} is not the stub of this project: ${message}`);
  });
});

describe("what no report may show", () => {
  const url = new URL("http://us%40er:pass%20word@h");
  it("are all usual tokens, the credentials of the URL, and given headers", () => {
    const headers = [["X-Key", { name: "HEADER_X_KEY", value: "the-key" }]] as const;
    expect(secretsOf({ tokens: (name) => `${name}-token`, url, headers })).toEqual([
      { name: "TOKEN", value: "valid-token" },
      { name: "PARTICIPANT_TOKEN", value: "participant-token" },
      { name: "ENDED_TOKEN", value: "ended-token" },
      { name: "CROWDED_TOKEN", value: "crowded-token" },
      { name: "ENDED_PARTICIPANT_TOKEN", value: "ended_participant-token" },
      { name: "CROWDED_PARTICIPANT_TOKEN", value: "crowded_participant-token" },
      { name: "CREDENTIALS", value: Buffer.from("us@er:pass word").toString("base64") },
      ...secretsOfHeader({ name: "HEADER_X_KEY", value: "the-key" }),
      { name: "PASSWORD", value: "pass word" },
      { name: "USERNAME", value: "us@er" },
    ]);
  });

  it("are the tokens that cases name, in any of their requests", () => {
    const cases = [caseOf({ request: { token: "one" }, ...followedBy({ token: "two" }) }), caseOf({})];
    const names = secretsOf({ tokens: (name) => name, url: new URL("http://h") }, cases).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["ONE_TOKEN", "TWO_TOKEN"]));
  });
});

describe("a case is skipped", () => {
  const server: Server = { tokens: givenTokens("t"), acceptsAnyToken: true, isService: false, http2: false };
  const raw = { raw: ["POST / HTTP/1.1\r\n\r\n"] };
  const http2 = "its bytes (chunks, malformed HTTP, a connection that breaks) can't be said in HTTP/2";
  const outside = "can't be brought about from outside";
  it.each<[string, Partial<ContractCase>, Partial<Server>, string | undefined]>([
    ["never, if nothing is special about it", {}, {}, undefined],
    ["when HTTP/2 can't say it", { request: raw }, { http2: true }, http2],
    ["when HTTP/2 can't say what follows", followedBy(raw), { http2: true }, http2],
    ["not when HTTP/2 can say it", followedBy(), { http2: true }, undefined],
    ["not when HTTP/1.1 can say it", { request: raw }, {}, undefined],
    [
      "when it could disturb others",
      { destructive: true },
      { isService: true },
      "destructive: not sent to a service that others use",
    ],
    ["not when there are no others", { destructive: true }, {}, undefined],
    [
      "when this project decided",
      { source: "decision 0204" },
      { isService: true },
      "decision 0204 of this project: the service may have decided otherwise",
    ],
    ["not when this project decides", { source: "decision 0204" }, {}, undefined],
    ["not when others decided", { source: "vendor model" }, { isService: true }, undefined],
    [
      "when it needs any token",
      { needs: "any-token" },
      { acceptsAnyToken: false },
      "needs a server that accepts any well-formed ConnectionToken",
    ],
    ["not when it takes the token that is given", {}, { acceptsAnyToken: false }, undefined],
    ["not when any token is there", { needs: "any-token" }, {}, undefined],
    ["not when it needs none", { request: { token: "absent" } }, { tokens: () => undefined }, undefined],
    [
      "when it needs a participant's token",
      { request: { token: "participant" } },
      {},
      "needs a ParticipantToken: pass --participant-token",
    ],
    [
      "when a chat must have ended",
      followedBy({ token: "ended" }),
      {},
      `needs the token of a chat that has ended: ${outside}`,
    ],
    [
      "when there must be three",
      { request: { token: "crowded" } },
      {},
      `needs the token of a chat among three: ${outside}`,
    ],
    [
      "when the server must fail",
      { request: { token: "fault:ConflictException:1" } },
      {},
      `needs a server that can be told to fail with ConflictException: ${outside}`,
    ],
  ])("%s", (_what, change, other, reason) => {
    expect(reasonToSkip(caseOf(change), { ...server, ...other })).toBe(reason);
  });
});

it.each([
  ["https://participant.connect.eu-west-2.amazonaws.com", true],
  ["https://participant.connect.us-east-1.amazonaws.com:8443/x", true],
  ["https://participant.connect-fips.us-east-1.amazonaws.com", true],
  ["https://connect.us-east-1.amazonaws.com", false],
  ["https://my.participant.connect.example", false],
  ["https://partner.example", false],
  ["http://127.0.0.1:4010", false],
])("%s is the vendor's service: %s", (url, is) => {
  expect(isService(new URL(url), readDocument())).toBe(is);
});

it("a document without servers names no service", () => {
  expect(isService(new URL("https://participant.connect.x"), {})).toBe(false);
  expect(isService(new URL("https://h.example"), { servers: ["text", { url: "https://h" }] })).toBe(false);
});
