import { isDeepStrictEqual } from "node:util";
import type { Contract, HttpResponse, Json, JsonObject, RequestLine } from "@sendevent/conformance";

/*
 * A witness of the document's responses: it states names, statuses, headers and lengths again, on purpose, so that a
 * change of the document alone is seen. Each response here is valid, and each change to it must be found invalid.
 */

const requestId = "8f1f4b0e-9a53-4c43-9f0b-2d2f6b1c7a10";
const readable = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "x-amzn-RequestId,x-amzn-ErrorType,Retry-After",
};
const methods = { Allow: "POST, OPTIONS" };
const post: RequestLine = { method: "POST", target: "/participant/event" };
const options: RequestLine = { method: "OPTIONS", target: "/participant/event" };

interface ValidResponse {
  readonly sent: RequestLine;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** Values of the body's members: those that are fine, and those that are not. */
  readonly values?: readonly (readonly [member: string, fine: readonly Json[], wrong: readonly Json[]])[];
}

const unbounded = [["Message", ["", "m".repeat(5000)], [7, null]]] as const;
const reason = [["Message", ["m", "m".repeat(2000), "😀".repeat(2000)], ["", "m".repeat(2001), 7, null]]] as const;
const protocol = [["Message", ["m", "m".repeat(5000)], ["", 7, null]]] as const;

const exceptions = [
  [400, "ValidationException", reason],
  [400, "SerializationException", protocol],
  [403, "AccessDeniedException", unbounded],
  [404, "UnknownOperationException", protocol],
  [405, "MethodNotAllowedException", protocol],
  [406, "NotAcceptableException", protocol],
  [408, "RequestTimeoutException", protocol],
  [409, "ConflictException", reason],
  [413, "RequestEntityTooLargeException", protocol],
  [415, "UnsupportedMediaTypeException", protocol],
  [429, "ThrottlingException", unbounded],
  [431, "RequestHeaderFieldsTooLargeException", protocol],
  [500, "InternalServerException", unbounded],
] as const;

const time = "2026-11-22T09:30:00.000Z";
const wrongTimes = ["", "now", "2026-11-22T09:30:00Z", "2026-11-22T09:30:00.000", "2026-11-22T10:30:00.000+01:00"];
const validResponses: readonly ValidResponse[] = [
  {
    sent: post,
    status: 200,
    headers: { "x-amzn-RequestId": requestId, ...readable },
    body: { Id: "e1a7c2f6", AbsoluteTime: time },
    values: [
      ["Id", ["1", "i".repeat(256), "😀".repeat(256)], ["", "i".repeat(257), 7, null]],
      ["AbsoluteTime", [time], [...wrongTimes, "2026-13-45T25:61:61.000Z", 1795340000, null]],
    ],
  },
  ...exceptions.map(([status, name, values]) => ({
    sent: post,
    status,
    headers: {
      "x-amzn-RequestId": requestId,
      "x-amzn-ErrorType": name,
      ...readable,
      ...(status === 405 && methods),
    },
    body: { Message: "said so" },
    values,
  })),
  {
    sent: options,
    status: 204,
    headers: {
      "x-amzn-RequestId": requestId,
      ...methods,
      ...readable,
      "Access-Control-Allow-Methods": "POST,OPTIONS",
      "Access-Control-Max-Age": "600",
    },
  },
  {
    sent: options,
    status: 431,
    headers: {
      "x-amzn-RequestId": requestId,
      "x-amzn-ErrorType": "RequestHeaderFieldsTooLargeException",
      ...readable,
    },
    body: { Message: "said so" },
  },
];

/** Headers whose value varies, and what may be in them. */
const varyingHeaders = [
  [post, 200, "x-amzn-RequestId", ["1"], [""]],
  [options, 204, "Allow", ["POST", "POST, OPTIONS"], ["post", ""]],
  [post, 429, "Retry-After", ["0", "1", "120", "Sun, 22 Nov 2026 09:30:00 GMT"], ["", "soon", "-1", "1.5"]],
  [options, 204, "Access-Control-Allow-Headers", ["x", "content-type,x-amz-bearer"], [""]],
] as const;

/** Where the document is more lenient or stricter about responses than this witness. An empty list: they agree. */
export function responseFindings(contract: Contract): string[] {
  const findings: string[] = [];
  const expectValid = (valid: ValidResponse, what: string) => {
    const violations = contract.responseViolations(valid.sent, toResponse(valid));
    if (violations.length > 0) findings.push(`${nameOf(valid)}, ${what}: ${violations.join("; ")}`);
  };
  const expectInvalid = (changed: ValidResponse, what: string) => {
    if (contract.responseViolations(changed.sent, toResponse(changed)).length === 0)
      findings.push(`${nameOf(changed)}, ${what}: no violation is found`);
  };
  for (const valid of validResponses) {
    expectValid(valid, "as documented");
    for (const header of Object.keys(valid.headers)) {
      const { [header]: _removed, ...headers } = valid.headers;
      expectInvalid({ ...valid, headers }, `without ${header}`);
      expectInvalid(
        { ...valid, headers: { ...headers, [header]: header === "x-amzn-RequestId" ? "" : "wrong!" } },
        `with a wrong ${header}`,
      );
    }
    for (const [member, fine, wrong] of valid.values ?? []) {
      const { [member]: _removed, ...others } = valid.body ?? {};
      expectInvalid({ ...valid, body: others }, `without ${member}`);
      for (const value of fine)
        expectValid({ ...valid, body: { ...others, [member]: value } }, `${member} ${kind(value)}`);
      for (const value of wrong)
        expectInvalid({ ...valid, body: { ...others, [member]: value } }, `${member} ${kind(value)}`);
    }
  }
  for (const [sent, status, header, fine, wrong] of varyingHeaders) {
    const valid = validResponses.find((one) => one.sent === sent && one.status === status);
    if (valid === undefined) throw new Error(`the witness has no response ${status}`);
    for (const value of fine)
      expectValid({ ...valid, headers: { ...valid.headers, [header]: value } }, `${header} ${kind(value)}`);
    for (const value of wrong)
      expectInvalid({ ...valid, headers: { ...valid.headers, [header]: value } }, `${header} ${kind(value)}`);
  }
  findings.push(...nameFindings(contract));
  const documented = validResponses.filter(({ sent }) => sent === post).map(({ status }) => status);
  const extra = contract.statuses.filter((status) => !documented.includes(status));
  return [...findings, ...extra.map((status) => `status ${status} is documented, and this witness knows none such`)];
}

/** The names of exceptions that the document has for a status are exactly the witness's. */
function nameFindings(contract: Contract): string[] {
  return contract.statuses.flatMap((status) => {
    const names = contract.exceptions(status);
    const known = exceptions.filter(([itsStatus]) => itsStatus === status).map(([, name]) => name);
    return isDeepStrictEqual(names, known) ? [] : [`${status} is named ${names.join(", ")}, not ${known.join(", ")}`];
  });
}

function toResponse({ status, headers, body }: ValidResponse): HttpResponse {
  const fields = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    status,
    headers: new Map([...fields, ...(body === undefined ? [] : [["content-type", "application/json"] as const])]),
    body: body === undefined ? "" : JSON.stringify(body),
  };
}

function nameOf({ sent, status, headers }: ValidResponse): string {
  return `${sent.method} ${status} ${headers["x-amzn-ErrorType"] ?? ""}`.trim();
}

function kind(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `of ${text.length - 2} characters` : text;
}
