import { isDeepStrictEqual } from "node:util";
import type { Contract, HttpRequest } from "@sendevent/conformance";
import { type Json, type JsonObject, objectAt } from "@sendevent/conformance";

/* A witness of the document's request: it states the rules that no server enforces, or not on every request, again. */

const typing = "application/vnd.amazonaws.connect.event.typing";
const valid: JsonObject = { ContentType: typing, Content: "c", ClientToken: "t" };

const bodies: readonly (readonly [fine: boolean, body: Json])[] = [
  [true, { ContentType: typing }],
  [true, valid],
  [true, { ...valid, Content: null, ClientToken: null, Unknown: 1 }],
  [true, { ...valid, Content: "😀".repeat(16384), ClientToken: "😀".repeat(500) }],
  [true, { ...valid, ClientToken: "" }],
  [false, {}],
  [false, { ...valid, ContentType: null }],
  [false, { ...valid, ContentType: "text/plain" }],
  [false, { ...valid, Content: "" }],
  [false, { ...valid, Content: "c".repeat(16385) }],
  [false, { ...valid, Content: 7 }],
  [false, { ...valid, ClientToken: "t".repeat(501) }],
  [false, { ...valid, ClientToken: 7 }],
  [false, []],
  [false, null],
];

const tokens: readonly (readonly [fine: boolean, token: string | undefined])[] = [
  [true, "t"],
  [true, "t".repeat(1000)],
  [false, ""],
  [false, "t".repeat(1001)],
  [false, undefined],
];

const receipts: readonly (readonly [fine: boolean, content: Json])[] = [
  [true, { messageId: "1" }],
  [true, { messageId: "1", other: true }],
  [false, {}],
  [false, { messageId: "" }],
  [false, { messageId: 1 }],
  [false, "1"],
];

/** What else the document says of the request, place by place. */
const facts: readonly (readonly [way: readonly string[], value: Json])[] = [
  [["paths", "/participant/event", "post", "operationId"], "SendEvent"],
  [["paths", "/participant/event", "options", "operationId"], "PreflightSendEvent"],
  [["paths", "/participant/event", "options", "security"], []],
  [["paths", "/participant/event", "post", "requestBody", "required"], true],
  [["paths", "/participant/event", "post", "requestBody", "x-max-bytes"], 262144],
  [["components", "securitySchemes", "ConnectionTokenAuth", "type"], "apiKey"],
  [["components", "securitySchemes", "ConnectionTokenAuth", "in"], "header"],
  [["components", "schemas", "Content", "contentMediaType"], "application/json"],
  [["components", "schemas", "Content", "contentSchema"], { $ref: "#/components/schemas/MessageReceiptContent" }],
  [["security"], [{ ConnectionTokenAuth: [] }]],
  [["components", "schemas", "ValidationException", "type"], "object"], // a ProtocolError has the same status
];

/** The values of ContentType: their names, which the vendor retired, which are receipts. */
const contentTypes = {
  enum: [
    typing,
    "application/vnd.amazonaws.connect.event.connection.acknowledged",
    "application/vnd.amazonaws.connect.event.message.delivered",
    "application/vnd.amazonaws.connect.event.message.read",
  ],
  "x-enum-varnames": ["Typing", "ConnectionAcknowledged", "MessageDelivered", "MessageRead"],
  "x-enum-deprecated": ["ConnectionAcknowledged"],
  "x-enum-receipts": ["MessageDelivered", "MessageRead"],
};

/** Where the document is more lenient or stricter about requests than this witness. An empty list: they agree. */
export function requestFindings(contract: Contract): string[] {
  return [
    ...bodies.map(([fine, body]) =>
      verdict(fine, contract.requestViolations(request(body, "t")), `the body ${brief(body)}`),
    ),
    ...tokens.map(([fine, token]) =>
      verdict(fine, contract.requestViolations(request(valid, token)), `the token ${brief(token)}`),
    ),
    ...receipts.map(([fine, content]) =>
      verdict(
        fine,
        contract.schemaViolations(content, "components", "schemas", "MessageReceiptContent"),
        `the receipt ${brief(content)}`,
      ),
    ),
    ...facts.map(([way, value]) => {
      const found = objectAt(contract.document, ...way.slice(0, -1))[way.at(-1) ?? ""];
      return JSON.stringify(found) === JSON.stringify(value)
        ? ""
        : `${way.join(" › ")} is ${JSON.stringify(found)}, not ${JSON.stringify(value)}`;
    }),
    isDeepStrictEqual(documentedContentTypes(contract), contentTypes) ? "" : "ContentType has other names or marks",
  ].filter((finding) => finding !== "");
}

function documentedContentTypes({ document }: Contract): JsonObject {
  const schema = objectAt(document, "components", "schemas", "ContentType");
  return Object.fromEntries(Object.keys(contentTypes).map((member) => [member, schema[member] ?? null]));
}

function request(body: Json, token: string | undefined): HttpRequest {
  const headers = new Map([["content-type", "application/json"]]);
  if (token !== undefined) headers.set("x-amz-bearer", token);
  return { method: "POST", target: "/participant/event", headers, body: JSON.stringify(body) };
}

function verdict(fine: boolean, violations: readonly string[], what: string): string {
  if (fine === (violations.length === 0)) return "";
  return fine ? `${what} is rejected: ${violations.join("; ")}` : `${what} is accepted`;
}

function brief(value: Json | undefined): string {
  return (JSON.stringify(value) ?? "undefined").slice(0, 80);
}
