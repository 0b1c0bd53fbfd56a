import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isObject, type Json, type JsonObject } from "@sendevent/conformance";
import { type Facts, flatten } from "./facts.js";

const sdkName = "@aws-sdk/client-connectparticipant";

/**
 * What the vendor's SDK knows of the operation: it carries names, places, statuses and what is required, but no lengths.
 * `from` is a file or folder whose `node_modules` holds the SDK. Throws an error that names what could not be read.
 */
export function sdkFacts(from: string | URL): { facts: Facts; version: string } {
  const require = createRequire(from);
  const sdk: unknown = require(sdkName);
  const location = require.resolve(sdkName).replace(/dist-cjs.*$/, "");
  const command = readFileSync(`${location}dist-types/commands/SendEventCommand.d.ts`, "utf8");
  const exceptions = [...command.matchAll(/@throws \{@link (\w+)\}/g)]
    .map(([, name]) => String(name))
    .filter((name) => name !== "ConnectParticipantServiceException");
  const [method, path, status] = listAt(listAt(schemaOf(sdk, "SendEvent"))[3], "http");
  const facts: JsonObject = {
    SendEvent: { method: json(method), path: json(path), status: json(status), exceptions: [...new Set(exceptions)] },
    SendEventRequest: structure(schemaOf(sdk, "SendEventRequest")),
    SendEventResponse: structure(schemaOf(sdk, "SendEventResponse")),
    ...Object.fromEntries(exceptions.map((name) => [name, exception(schemaOf(sdk, name))])),
  };
  const { version }: { version: string } = JSON.parse(readFileSync(`${location}package.json`, "utf8"));
  return { facts: flatten(facts), version };
}

function schemaOf(sdk: unknown, name: string): unknown[] {
  return listAt(sdk, `${name}$`);
}

/**
 * The SDK's schemas are lists: kind, namespace, name, traits, members' names, members' schemas, and how many of the
 * members, from the first on, are required. A member's schema is a number, or a list of it and the member's traits.
 */
function structure(schema: unknown[]): JsonObject {
  const names = listAt(schema[4]).map(String);
  const schemas = listAt(schema[5]);
  const required = names.slice(0, Number(schema[6] ?? 0));
  return {
    ...(required.length > 0 && { required }),
    members: Object.fromEntries(names.map((name, index) => [name, member(schemas[index])])),
  };
}

function exception(schema: unknown[]): JsonObject {
  const traits: unknown = schema[3];
  return { status: isObject(traits) ? (traits["httpError"] ?? null) : null, ...structure(schema) };
}

const idempotencyToken = 0b100; // among the SDK's trait bits
const kinds = new Map<unknown, string>([[0, "string"]]);

function member(schema: unknown): JsonObject {
  const [kind, traits] = Array.isArray(schema) ? schema : [schema, 0];
  const header = isObject(traits) ? traits["httpHeader"] : undefined;
  return {
    type: kinds.get(kind) ?? `kind ${kind}`,
    ...(header !== undefined && { header }),
    ...(typeof traits === "number" && (traits & idempotencyToken) !== 0 && { idempotencyToken: true }),
  };
}

function listAt(value: unknown, member?: string): unknown[] {
  const found = member === undefined ? value : Object(value)[member];
  if (!Array.isArray(found))
    throw new Error(`${sdkName} holds its schemas in another form now: no list at ${member ?? "a schema"}`);
  return found;
}

function json(value: unknown): Json {
  return typeof value === "string" || typeof value === "number" ? value : null;
}
