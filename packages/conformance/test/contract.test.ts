import { describe, expect, it } from "vitest";
import { Contract, type HttpRequest, type HttpResponse, isSendEvent, pathOf } from "../src/contract.js";
import { objectAt, placeAt, readDocument } from "../src/document.js";
import { isObject } from "../src/json.js";
import { differences } from "../src/run-server-case.js";

const contract = new Contract(readDocument());
const post = { method: "POST", target: "/participant/event" };
const readable = {
  "x-amzn-requestid": "1",
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "x-amzn-RequestId,x-amzn-ErrorType,Retry-After",
};
const response = (status: number, headers: object, body: string): HttpResponse => ({
  status,
  headers: new Map(Object.entries({ ...readable, ...headers })),
  body,
});
const json = { "content-type": "application/json" };
const sent = '{"Id":"1","AbsoluteTime":"2026-11-22T09:30:00.000Z"}';

describe("a response", () => {
  it.each<[string, { method: string; target: string }, HttpResponse, string[]]>([
    ["an event that was sent", post, response(200, json, sent), []],
    ["with a query", { ...post, target: "/participant/event?a" }, response(200, json, sent), []],
    ["with parameters of the media type", post, response(200, { "content-type": "Application/JSON ; a=b" }, sent), []],
    ["of an undocumented status", post, response(418, json, sent), ["status 418 is not documented"]],
    ["without a media type", post, response(200, {}, sent), ["the media type is missing, not application/json"]],
    [
      "of another media type",
      post,
      response(200, { "content-type": "text/json" }, sent),
      ["the media type is text/json, not application/json"],
    ],
    ["that is no JSON", post, response(200, json, "{"), ["the body is not JSON"]],
    [
      "that is no JSON, of an exception",
      post,
      response(403, { ...json, "x-amzn-errortype": "AccessDeniedException" }, "{"),
      ["the body is not JSON"],
    ],
    ["that is no object", post, response(200, json, "[]"), ["must be object"]],
    [
      "without what is required",
      post,
      response(200, json, "{}"),
      ["the body must have required property 'Id'", "the body must have required property 'AbsoluteTime'"],
    ],
    [
      "without a request ID",
      post,
      { ...response(200, json, sent), headers: new Map(Object.entries({ ...readable, ...json }).slice(1)) },
      ["header x-amzn-RequestId is missing"],
    ],
    [
      "with a header of another value",
      post,
      response(200, { ...json, "access-control-allow-origin": "null" }, sent),
      ["header Access-Control-Allow-Origin must be equal to constant"],
    ],
    [
      "whose exception has constraints of its own",
      post,
      response(400, { ...json, "x-amzn-errortype": "ValidationException" }, `{"Message":"${"m".repeat(2001)}"}`),
      ["Message must NOT have more than 2000 characters"],
    ],
    [
      "whose exception is unknown",
      post,
      response(400, { ...json, "x-amzn-errortype": "Odd" }, '{"Message":"m"}'),
      ["header x-amzn-ErrorType must be equal to one of the allowed values"],
    ],
    [
      "to HEAD, with no body",
      { ...post, method: "HEAD" },
      response(405, { "x-amzn-errortype": "MethodNotAllowedException", allow: "POST, OPTIONS" }, ""),
      [],
    ],
    [
      "to HEAD, with a body",
      { ...post, method: "HEAD" },
      response(405, { "x-amzn-errortype": "MethodNotAllowedException", allow: "POST, OPTIONS" }, "{}"),
      ["there is a body where none is documented"],
    ],
    [
      "to a preflight",
      { ...post, method: "OPTIONS" },
      response(
        204,
        { allow: "POST, OPTIONS", "access-control-allow-methods": "POST,OPTIONS", "access-control-max-age": "600" },
        "",
      ),
      [],
    ],
    [
      "to a preflight, with a body",
      { ...post, method: "OPTIONS" },
      response(
        204,
        { allow: "POST, OPTIONS", "access-control-allow-methods": "POST,OPTIONS", "access-control-max-age": "600" },
        "x",
      ),
      ["there is a body where none is documented"],
    ],
    [
      "to OPTIONS at another path",
      { method: "OPTIONS", target: "/other" },
      response(404, { ...json, "x-amzn-errortype": "UnknownOperationException" }, '{"Message":"m"}'),
      [],
    ],
    [
      "to a preflight that is a success of another method",
      { ...post, method: "OPTIONS" },
      response(200, json, sent),
      ["status 200 is not documented"],
    ],
  ])("%s", (_what, request, received, violations) => {
    expect(contract.responseViolations(request, received)).toEqual(violations);
  });
});

it("a response may have no headers, and all that is wrong with it is said", () => {
  const schema = { type: "object", required: ["a"], properties: { b: { type: "string" } } };
  const responses = { 200: { content: { "application/json": { schema } } }, 204: { description: "" } };
  const own = new Contract({ paths: { "/participant/event": { post: { responses } } } });
  expect(own.responseViolations(post, response(204, {}, ""))).toEqual([]);
  expect(own.responseViolations(post, response(200, json, '{"b":1}'))).toEqual([
    "the body must have required property 'a'",
    "b must be string",
  ]);
  expect(own.operation).toEqual(["paths", "/participant/event", "post"]);
});

it.each([
  [{}, true],
  [[], false],
  [null, false],
  ["text", false],
])("%j is an object: %s", (value, is) => {
  expect(isObject(value)).toBe(is);
});

describe("a request", () => {
  const request = (change: Partial<HttpRequest> & { headers?: ReadonlyMap<string, string> } = {}): HttpRequest => ({
    ...post,
    headers: new Map([
      ["x-amz-bearer", "t"],
      ["content-type", "application/json"],
    ]),
    body: '{"ContentType":"application/vnd.amazonaws.connect.event.typing"}',
    ...change,
  });
  it.each<[string, HttpRequest, string[]]>([
    ["that is valid", request(), []],
    ["with a query", request({ target: "/participant/event?x=/other" }), []],
    ["at another path", request({ target: "/other?x" }), ["POST /other is not documented"]],
    ["of another method", request({ method: "PUT" }), ["PUT /participant/event is not documented"]],
    ["without a token", request({ headers: new Map(Object.entries(json)) }), ["header X-Amz-Bearer is missing"]],
    [
      "with an empty token",
      request({ headers: new Map(Object.entries({ ...json, "x-amz-bearer": "" })) }),
      ["header X-Amz-Bearer must NOT have fewer than 1 characters"],
    ],
    [
      "with a long token",
      request({ headers: new Map(Object.entries({ ...json, "x-amz-bearer": "t".repeat(1001) })) }),
      ["header X-Amz-Bearer must NOT have more than 1000 characters"],
    ],
    ["whose body has no ContentType", request({ body: "{}" }), ["the body must have required property 'ContentType'"]],
    [
      "whose body breaks two constraints",
      request({
        body: '{"ContentType":"application/vnd.amazonaws.connect.event.typing","Content":"","ClientToken":7}',
      }),
      ["Content must NOT have fewer than 1 characters", "ClientToken must be string,null"],
    ],
  ])("%s", (_what, given, violations) => {
    expect(contract.requestViolations(given)).toEqual(violations);
  });

  it.each([
    ["POST", "/participant/event", true],
    ["POST", "/participant/event?a=b", true],
    ["POST", "/participant/event/", false],
    ["post", "/participant/event", false],
  ])("%s %s is one for the operation: %s", (method, target, is) => {
    expect(isSendEvent({ method, target })).toBe(is);
  });

  it("has a path without its query, whatever the query holds", () => {
    expect(pathOf({ method: "GET", target: "/a?b?c\nd" })).toBe("/a");
  });
});

describe("the document", () => {
  it("has statuses, each with its exceptions", () => {
    expect(contract.statuses).toEqual([200, 400, 403, 404, 405, 406, 408, 409, 413, 415, 429, 431, 500]);
    expect(contract.exceptions(400)).toEqual(["ValidationException", "SerializationException"]);
    expect(contract.exceptions(409)).toEqual(["ConflictException"]);
    expect(contract.exceptions(200)).toEqual([]);
    expect(contract.exceptions(418)).toEqual([]);
  });

  it("is a copy for each reader", () => {
    const document = readDocument();
    document["openapi"] = "changed";
    expect(readDocument()["openapi"]).toBe("3.1.1");
  });

  it("leads along each $ref, whose neighbours are added", () => {
    const document = {
      a: { $ref: "#/b/c", more: 1 },
      b: { c: { inner: { x: 1 } } },
      dead: { $ref: "#/none" },
      text: "t",
    };
    expect(placeAt(document, "a")).toEqual({ way: ["b", "c"], value: { inner: { x: 1 }, more: 1 } });
    expect(placeAt(document, "a", "inner")).toEqual({ way: ["b", "c", "inner"], value: { x: 1 } });
    expect(placeAt(document)).toEqual({ way: [], value: document });
    for (const way of [["none"], ["dead"], ["dead", "x"], ["text"], ["a", "none", "x"]])
      expect(placeAt(document, ...way)).toBeUndefined();
    expect(objectAt(document, "a")).toEqual({ inner: { x: 1 }, more: 1 });
    expect(() => objectAt(document, "a", "none")).toThrow("the document has no object at a › none");
  });

  it("has names that a JSON pointer writes in another way", () => {
    const document = { "a/b~c": { type: "string" } };
    expect(new Contract(document).schemaViolations(7, "a/b~c")).toEqual(["must be string"]);
    expect(new Contract(document).schemaViolations(7, "none", "x/y")).toEqual([
      "the document has no schema at /none/x~1y",
    ]);
  });
});

describe("a response differs from what a case expects", () => {
  const ok = response(200, {}, '{"Id":"1","AbsoluteTime":"a","Message":"ContentType is \\"x\\""}');
  const other = response(200, {}, '{"Id":"1","AbsoluteTime":"b"}');
  const new2 = response(200, {}, '{"Id":"2","AbsoluteTime":"a"}');
  it.each<[string, Parameters<typeof differences>, string[]]>([
    ["in nothing", [{ status: 200 }, ok, undefined], []],
    ["in its status", [{ status: 400 }, ok, undefined], ["status is 200, not 400"]],
    [
      "in the exception that it lacks",
      [{ status: 200, exception: "E" }, ok, undefined],
      ["header x-amzn-ErrorType is missing, not E"],
    ],
    [
      "in an exception that it has",
      [{ status: 200 }, response(200, { "x-amzn-errortype": "E" }, "{}"), undefined],
      ["header x-amzn-ErrorType is E, not absent"],
    ],
    [
      "in a header",
      [{ status: 200, headers: { "X-A": "1", "X-B": null } }, response(200, { "x-b": "2" }, "{}"), undefined],
      ["header X-A is missing, not 1", "header X-B is 2, not absent"],
    ],
    [
      "but not in the order and the letter case of a list",
      [{ status: 200, headers: { "X-A": "b, a" } }, response(200, { "x-a": "A ,B" }, "{}"), undefined],
      [],
    ],
    [
      "in the letter case of what is no list",
      [{ status: 200, headers: { "X-A": "b" } }, response(200, { "x-a": "B" }, "{}"), undefined],
      ["header X-A is B, not b"],
    ],
    ["but not in a member that it mentions", [{ status: 200, mentions: ["X-Y", "ContentType"] }, ok, undefined], []],
    [
      "in a member that it mentions only as part of another",
      [{ status: 200, mentions: ["Content", "Type"] }, ok, undefined],
      ["Message does not mention Content or Type"],
    ],
    [
      "in a Message that is none",
      [{ status: 200, mentions: ["Content"] }, response(200, {}, '{"Message":["Content"]}'), undefined],
      ["Message does not mention Content"],
    ],
    [
      "in a body that is no object",
      [{ status: 200, mentions: ["Content"] }, response(200, {}, '"Content"'), undefined],
      ["Message does not mention Content"],
    ],
    ["but not when it is a replay", [{ status: 200, replayed: true }, ok, ok], []],
    [
      "in the time of a replay",
      [{ status: 200, replayed: true }, other, ok],
      ["Id and AbsoluteTime are not those of the first response"],
    ],
    [
      "in the ID of a replay",
      [{ status: 200, replayed: true }, new2, ok],
      ["Id and AbsoluteTime are not those of the first response"],
    ],
    ["but not when it is a new event", [{ status: 200, replayed: false }, new2, ok], []],
    [
      "in an ID that is not new",
      [{ status: 200, replayed: false }, other, ok],
      ["Id is that of the first response, not a new one"],
    ],
  ])("%s", (_what, parameters, expected) => {
    expect(differences(...parameters)).toEqual(expected);
  });
});
