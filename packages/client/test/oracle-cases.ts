import type { SendEventRequest } from "../src/index.js";
import type { ScriptedResponse } from "./server.js";

/** One row: an input and the server's responses, put to both clients. */
export interface VendorCase {
  /** What the row is about. */
  title: string;
  input?: Partial<SendEventRequest>;
  responses?: ScriptedResponse[];
  /** Where we differ on purpose: what we give instead, and why. */
  differs?: { why: string; ours: Partial<Observed> };
}

/** What can be seen of a call, on the wire and by the caller. */
export interface Observed {
  method?: string;
  path?: string;
  token?: string | null;
  body?: unknown;
  /** Whether all attempts carried the same. */
  steady: boolean;
  requests: number;
  outcome: "output" | "error";
  Id?: unknown;
  AbsoluteTime?: unknown;
  name?: string;
  message?: string;
  fault?: unknown;
  service?: unknown;
  retryable?: unknown;
  /** The modelled classes that the error is an instance of. */
  instanceOf?: string[];
  status?: unknown;
  requestId?: unknown;
  attempts?: unknown;
}

const typing = "application/vnd.amazonaws.connect.event.typing";
const read = "application/vnd.amazonaws.connect.event.message.read";
const delivered = "application/vnd.amazonaws.connect.event.message.delivered";
const acknowledged = "application/vnd.amazonaws.connect.event.connection.acknowledged";

const ok = (members: object, headers: Record<string, string> = {}): ScriptedResponse => ({
  body: JSON.stringify(members),
  headers,
});
const sent = ok({ Id: "i", AbsoluteTime: "2026-11-22T10:00:00.000Z" }, { "x-amzn-RequestId": "r-1" });
const error = (status: number, body: object | string, headers: Record<string, string> = {}): ScriptedResponse => ({
  status,
  headers: { "x-amzn-RequestId": "r-2", ...headers },
  body: typeof body === "string" ? body : JSON.stringify(body),
});
const named = (status: number, name: string, body: object = { Message: "why" }) =>
  error(status, body, { "x-amzn-ErrorType": name });

const noRetryByName = "a retry follows the status alone; of the 4xx only 429 is retried";
const noMessage = "the message tells the status, where the vendor's tells nothing";
const unreadable =
  "an error response that cannot be parsed is an error response still, named by its status; the vendor's is a SyntaxError";
const promised = "the contract promises Id and AbsoluteTime, and the types say so";

const inputs: VendorCase[] = [
  { title: "typing", input: { ContentType: typing } },
  { title: "a read receipt", input: { ContentType: read, Content: '{"messageId":"m-1"}' } },
  { title: "a delivered receipt", input: { ContentType: delivered, Content: '{"messageId":"m-1"}' } },
  { title: "connection acknowledged", input: { ContentType: acknowledged } },
  { title: "a receipt without Content", input: { ContentType: read } },
  { title: "typing with Content", input: { Content: "hello" } },
  { title: "Content of one character", input: { Content: "x" } },
  { title: "Content of the greatest length", input: { Content: "x".repeat(16384) } },
  { title: "Content of astral characters", input: { Content: "🐢".repeat(16384) } },
  { title: "Content with quotes, backslashes and controls", input: { Content: '"\\\n\t\u0000\u2028' } },
  { title: "Content with a lone surrogate", input: { Content: "\ud83d" } },
  { title: "a ClientToken of the caller's", input: { ClientToken: "mine" } },
  { title: "a ClientToken of the greatest length", input: { ClientToken: "x".repeat(500) } },
  { title: "a ClientToken beyond ASCII", input: { ClientToken: "züri-🐢" } },
  { title: "Content that is null counts as absent", input: { Content: null } },
  {
    title: "an empty ClientToken counts as absent",
    input: { ClientToken: "" },
    differs: {
      why: "the contract: empty means none. A retry of the vendor's is not safe then",
      ours: { body: { ContentType: typing, ClientToken: "a UUID" } },
    },
  },
  { title: "members that the contract does not name are left out", input: { ContentType: typing, ...{ Extra: "x" } } },
  { title: "a ConnectionToken of one character", input: { ConnectionToken: "x" } },
  { title: "a ConnectionToken of the greatest length", input: { ConnectionToken: "x".repeat(1000) } },
  {
    title: "a ConnectionToken with punctuation",
    input: { ConnectionToken: "a.b_c-d+e/f=g:h~!#$%&'*^`|{}()<>@,;[]?\"\\" },
  },
  { title: "a ConnectionToken with a blank inside", input: { ConnectionToken: "a b" } },
];

const successes: VendorCase[] = [
  { title: "200 with request id", responses: [sent] },
  { title: "200 without request id", responses: [ok({ Id: "i", AbsoluteTime: "t" })] },
  ...[
    ["x-amzn-requestid"],
    ["x-amzn-request-id"],
    ["x-amz-request-id"],
    ["x-amz-request-id", "x-amzn-request-id"],
    ["x-amz-request-id", "x-amzn-request-id", "x-amzn-requestid"],
  ].map(
    (names): VendorCase => ({
      title: `request ID in ${names.join(" and ")}`,
      responses: [ok({ Id: "i", AbsoluteTime: "t" }, Object.fromEntries(names.map((name) => [name, `in ${name}`])))],
    }),
  ),
  { title: "201 is a success too", responses: [{ ...sent, status: 201 }] },
  {
    title: "members that the contract does not name are dropped",
    responses: [ok({ Id: "i", AbsoluteTime: "t", More: 1 })],
  },
  { title: "JSON with white space around", responses: [{ body: ' \n{"Id":"i","AbsoluteTime":"t"}\n ' }] },
  {
    title: "200 without Content-Length",
    responses: [{ write: (response) => void [response.write('{"Id":"i",'), response.end('"AbsoluteTime":"t"}')] }],
  },
  {
    title: "200 and an empty object",
    responses: [ok({})],
    differs: {
      why: promised,
      ours: {
        outcome: "error",
        name: "InvalidResponseError",
        message:
          "The event was sent (HTTP 200), but the body of the response is not an object with the strings Id and AbsoluteTime",
      },
    },
  },
  ...["Id", "AbsoluteTime"].map(
    (member): VendorCase => ({
      title: `200 and ${member} alone`,
      responses: [ok({ [member]: "x" })],
      differs: { why: promised, ours: { outcome: "error", name: "InvalidResponseError" } },
    }),
  ),
  {
    title: "200 and null members",
    responses: [ok({ Id: null, AbsoluteTime: null })],
    differs: { why: promised, ours: { outcome: "error", name: "InvalidResponseError" } },
  },
  {
    title: "200 and an empty body",
    responses: [{ body: "" }],
    differs: {
      why: promised,
      ours: {
        outcome: "error",
        name: "InvalidResponseError",
        message: "The event was sent (HTTP 200), but the body of the response is empty",
      },
    },
  },
  {
    title: "204",
    responses: [{ status: 204 }],
    differs: {
      why: promised,
      ours: {
        outcome: "error",
        name: "InvalidResponseError",
        message: "The event was sent (HTTP 204), but the body of the response is empty",
      },
    },
  },
  {
    title: "200 and HTML",
    responses: [{ body: "<html></html>" }],
    differs: {
      why: "an error of ours says what is wrong; the vendor's is a SyntaxError",
      ours: {
        outcome: "error",
        name: "InvalidResponseError",
        message: "The event was sent (HTTP 200), but the body of the response is not JSON",
      },
    },
  },
  {
    title: "200 and truncated JSON",
    responses: [{ body: '{"Id":"i","Abs' }],
    differs: {
      why: "an error of ours says what is wrong; the vendor's is a SyntaxError",
      ours: { outcome: "error", name: "InvalidResponseError" },
    },
  },
  ...["[]", "null", "10", '"text"', "true"].map(
    (body): VendorCase => ({
      title: `200 and ${body}`,
      responses: [{ body }],
      differs: { why: promised, ours: { outcome: "error", name: "InvalidResponseError" } },
    }),
  ),
];

const modelledErrors: VendorCase[] = (
  [
    [400, "ValidationException"],
    [403, "AccessDeniedException"],
    [409, "ConflictException"],
    [429, "ThrottlingException"],
    [500, "InternalServerException"],
  ] as const
).flatMap(([status, name]): VendorCase[] => [
  { title: `${status} ${name}, Message`, responses: [named(status, name)] },
  { title: `${status} ${name}, message`, responses: [named(status, name, { message: "why" })] },
  {
    title: `${status} ${name}, neither`,
    responses: [named(status, name, {})],
    differs: { why: noMessage, ours: { message: `HTTP ${status} without a message` } },
  },
]);

const forms: VendorCase[] = ["header", "code", "__type"].flatMap((place): VendorCase[] =>
  [
    "ValidationException",
    "ValidationException:http://internal.example/x/",
    "aws.connect#ValidationException",
    "aws.connect#ValidationException:http://internal.example/x/",
    "ValidationException,and,more",
  ].map((form) => ({
    title: `${form} in ${place}`,
    responses: [place === "header" ? named(400, form) : error(400, { [place]: form, Message: "why" })],
  })),
);

const errors: VendorCase[] = [
  {
    title: "the header wins over the body",
    responses: [named(400, "ValidationException", { __type: "ConflictException", Message: "why" })],
  },
  {
    title: "code wins over __type",
    responses: [error(400, { code: "ValidationException", __type: "ConflictException", Message: "why" })],
  },
  {
    title: "message wins over Message",
    responses: [named(400, "ValidationException", { message: "low", Message: "high" })],
  },
  { title: "an unknown name, 4xx", responses: [named(418, "TeapotException")] },
  { title: "an unknown name, 5xx that is not retried", responses: [named(501, "NotImplementedException")] },
  { title: "an unknown name, 500", responses: [named(500, "SomeException")] },
  { title: "a name of Object.prototype", responses: [named(400, "toString")] },
  { title: "the name of a constructor", responses: [named(400, "constructor")] },
  { title: "a modelled name with another status", responses: [named(404, "ValidationException")] },
  {
    title: "ThrottlingException with 400",
    responses: [named(400, "ThrottlingException")],
    differs: { why: noRetryByName, ours: { attempts: 1, requests: 1 } },
  },
  {
    title: "RequestTimeoutException with 408",
    responses: [named(408, "RequestTimeoutException")],
    differs: { why: noRetryByName, ours: { attempts: 1, requests: 1 } },
  },
  { title: "404 UnknownOperationException", responses: [named(404, "UnknownOperationException")] },
  { title: "415 UnsupportedMediaTypeException", responses: [named(415, "UnsupportedMediaTypeException")] },
  { title: "400 SerializationException", responses: [named(400, "SerializationException")] },
  { title: "413 RequestEntityTooLargeException", responses: [named(413, "RequestEntityTooLargeException")] },
  { title: "no name, status 418", responses: [error(418, { Message: "why" })] },
  {
    title: "a nested __type is no name",
    responses: [error(418, { error: { __type: "ValidationException" }, Message: "why" })],
  },
  ...(
    [
      [400, "ValidationException", "client", 1],
      [403, "AccessDeniedException", "client", 1],
      [409, "ConflictException", "client", 1],
      [429, "ThrottlingException", "client", 3],
      [500, "InternalServerException", "server", 3],
      [502, "Unknown", "server", 3],
      [404, "Unknown", "client", 1],
    ] as const
  ).flatMap(([status, name, fault, attempts]): VendorCase[] => [
    {
      title: `${status} and JSON without a name`,
      responses: [error(status, { Message: "why" })],
      ...(name !== "Unknown" && {
        differs: {
          why: "without a name the status tells (restJson1 leaves it open)",
          ours: { name, instanceOf: [name] },
        },
      }),
    },
    {
      title: `${status} and HTML of a proxy`,
      responses: [error(status, "<html>Bad Gateway</html>", { "content-type": "text/html" })],
      differs: {
        why: unreadable,
        ours: { name, fault, status, attempts, requestId: "r-2", message: `HTTP ${status} without a message` },
      },
    },
  ]),
  {
    title: "403 and an empty body",
    responses: [error(403, "")],
    differs: {
      why: `without a name the status tells; ${noMessage}`,
      ours: { name: "AccessDeniedException", message: "HTTP 403 without a message" },
    },
  },
  {
    title: "500 and truncated JSON",
    responses: [error(500, '{"__type":"Conf')],
    differs: { why: unreadable, ours: { name: "InternalServerException" } },
  },
  {
    title: "400 and JSON that is no object",
    responses: [error(400, "[1]", { "x-amzn-ErrorType": "ValidationException" })],
    differs: { why: noMessage, ours: { message: "HTTP 400 without a message" } },
  },
  {
    title: "a redirect is not followed",
    responses: [error(307, { Message: "why" }, { location: "http://127.0.0.1:1/" })],
  },
];

const retries: VendorCase[] = [
  ...[429, 500, 502, 503, 504].map(
    (status): VendorCase => ({
      title: `${status}, then sent`,
      responses: [named(status, "SomeException"), sent],
    }),
  ),
  {
    title: "429, 500, then sent",
    responses: [named(429, "ThrottlingException"), named(500, "InternalServerException"), sent],
  },
  { title: "three times 503", responses: [named(503, "ServiceUnavailableException")] },
  {
    title: "503, then an error response for good",
    responses: [named(503, "SomeException"), named(403, "AccessDeniedException")],
  },
  { title: "501 is not retried", responses: [named(501, "SomeException"), sent] },
  { title: "a connection that breaks, then sent", responses: [{ write: (response) => void response.destroy() }, sent] },
];

/** The rows. */
export const cases: VendorCase[] = [...inputs, ...successes, ...modelledErrors, ...forms, ...errors, ...retries];
