import { readFileSync } from "node:fs";
import * as client from "@sendevent/client";
import { startStub } from "@sendevent/stub";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { runClientCase } from "../checks/client-case.js";
import { ourSendEvent } from "../checks/clients.js";
import { changesBetween } from "../releases/changes.js";
import { releasedDocument, releasedVersions, versionFindings } from "../releases/released.js";
import { Contract } from "../src/contract.js";
import { objectAt, readDocument } from "../src/document.js";
import type { Json, JsonObject } from "../src/json.js";
import { toCase } from "../src/load-cases.js";
import { runServerCase } from "../src/run-server-case.js";
import { stubTokens } from "../src/stub-tokens.js";

const latest = releasedVersions().at(-1) ?? "none";
const released = releasedDocument(latest);
const contract = new Contract(released);
const cases = parseAllDocuments(readFileSync(new URL(`../releases/${latest}/cases.yaml`, import.meta.url), "utf8")).map(
  (document, index) => {
    const { group, ...written }: JsonObject = document.toJS();
    return toCase(String(group), written, `releases/${latest}/cases.yaml, document ${index + 1}`);
  },
);

describe(`the release ${latest}`, () => {
  it("is not broken by today's document, unless its version says so", () => {
    expect(versionFindings(released, readDocument())).toEqual([]);
  });

  it("has cases that today's stub still holds", async () => {
    await using stub = await startStub({ port: 0 });
    const url = new URL(stub.url);
    const target = { url, tokens: await stubTokens(url), timeoutMs: 5000 };
    const broken: string[] = [];
    for (const one of cases.filter(({ applies }) => applies !== "client")) {
      const steps = await runServerCase(one, contract, target);
      broken.push(...steps.flatMap(({ failures }) => failures).map((failure) => `${one.id}: ${failure}`));
    }
    expect(broken).toEqual([]);
  });

  it("has cases that today's client still holds", async () => {
    const broken: string[] = [];
    for (const one of cases.filter(({ applies }) => applies !== "server")) {
      const findings = await runClientCase(one, contract, ourSendEvent(client));
      broken.push(...findings.map((finding) => `${one.id}: ${finding}`));
    }
    expect(broken).toEqual([]);
  });
});

type Edit = (document: JsonObject) => void;

const set =
  (member: string, value: Json | undefined, ...way: string[]): Edit =>
  (document) => {
    const object = objectAt(document, ...way);
    if (value === undefined) delete object[member];
    else object[member] = value;
  };
const rename =
  (from: string, to: string, ...way: string[]): Edit =>
  (document) => {
    const object = objectAt(document, ...way);
    object[to] = object[from] ?? null;
    delete object[from];
  };
const schema = (...way: string[]) => ["components", "schemas", ...way];
const response = (...way: string[]) => ["components", "responses", ...way];
const operation = ["paths", "/participant/event", "post"];
const typing = { title: "Typing", const: "typing" };

// In the order of the document: whether it breaks consumers, what the report says, and the edit
const edits: readonly (readonly [breaking: boolean, change: string, edit: Edit])[] = [
  [true, "path /participant/event removed", rename("/participant/event", "/participant/events", "paths")],
  [true, "method post removed", rename("post", "put", "paths", "/participant/event")],
  [true, "operationId PostEvent instead of SendEvent", set("operationId", "PostEvent", ...operation)],
  [true, "the body may have 1000 bytes instead of 65536", set("x-max-bytes", 1000, ...operation, "requestBody")],
  [true, "response 409 removed", set("409", undefined, ...operation, "responses")],
  [true, "response 409 removed", rename("409", "410", ...operation, "responses")],
  [true, "every operation: security undefined instead of", set("security", undefined)],
  [
    true,
    "name X-Bearer instead of X-Amz-Bearer",
    set("name", "X-Bearer", "components", "securitySchemes", "ConnectionToken"),
  ],
  [true, "Content is required now", set("required", ["ContentType", "Content"], ...schema("SendEventRequest"))],
  [false, "ContentType is no longer required", set("required", [], ...schema("SendEventRequest"))],
  [
    true,
    "request body: member Content removed",
    rename("Content", "Text", ...schema("SendEventRequest", "properties")),
  ],
  [true, "event.typing removed", set("oneOf", [typing], ...schema("ContentType"))],
  [true, "request body.Content: type null removed", set("type", ["string"], ...schema("Content"))],
  [true, "request body.ClientToken: maxLength 499 instead of 500", set("maxLength", 499, ...schema("ClientToken"))],
  [false, "request body.ClientToken: maxLength 501 instead of 500", set("maxLength", 501, ...schema("ClientToken"))],
  [true, "request body.ClientToken: minLength 1 instead of 0", set("minLength", 1, ...schema("ClientToken"))],
  [
    true,
    "MessageReceiptContent: at is required now",
    set("required", ["messageId", "at"], ...schema("MessageReceiptContent")),
  ],
  [true, "response 200: Id is no longer required", set("required", ["AbsoluteTime"], ...schema("SendEventResponse"))],
  [
    true,
    "200.Id: maxLength 257 instead of 256",
    set("maxLength", 257, ...schema("SendEventResponse", "properties", "Id")),
  ],
  [
    false,
    "200.Id: maxLength 255 instead of 256",
    set("maxLength", 255, ...schema("SendEventResponse", "properties", "Id")),
  ],
  [
    true,
    "200.AbsoluteTime: pattern nothing",
    set("pattern", undefined, ...schema("SendEventResponse", "properties", "AbsoluteTime")),
  ],
  [
    false,
    "response 200: member New added",
    set("New", { type: "string" }, ...schema("SendEventResponse", "properties")),
  ],
  [
    true,
    "response 405 Allow: the header is no longer required",
    set("required", undefined, "components", "headers", "Allow"),
  ],
  [
    true,
    "header x-amzn-RequestId removed",
    set("x-amzn-RequestId", undefined, ...response("SendEventResponse", "headers")),
  ],
  [
    false,
    "400: alternative ProtocolError removed",
    set("anyOf", [], ...response("BadRequest", "content", "application/json", "schema")),
  ],
  [
    true,
    "value Throttled added",
    set("const", "Throttled", ...response("Throttling", "headers", "x-amzn-ErrorType", "schema")),
  ],
];

describe("a change of the contract", () => {
  it.each(edits)("breaking: %s, %s", (breaking, text, edit) => {
    const document = readDocument();
    edit(document);
    const changes = changesBetween(readDocument(), document);
    expect(changes.map((change) => change.text).join("\n")).toContain(text);
    expect(changes.some((change) => change.breaking)).toBe(breaking);
  });

  it("passes when the version says so", () => {
    const document = structuredClone(released);
    set("maxLength", 499, ...schema("ClientToken"))(document);
    expect(versionFindings(released, document)).toEqual([expect.stringContaining("raise the major version")]);
    objectAt(document, "info")["version"] = "1.1.0";
    expect(versionFindings(released, document)).toHaveLength(1);
    objectAt(document, "info")["version"] = "2.0.0";
    expect(versionFindings(released, document)).toEqual([]);
  });

  it("of prose or an example is none", () => {
    const document = readDocument();
    objectAt(document, "info")["description"] = "Another text";
    objectAt(document, "components", "examples", "TypingRequest")["summary"] = "Another summary";
    expect(changesBetween(readDocument(), document)).toEqual([]);
  });
});
