import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/** A request as it was on the wire. */
export interface WireRequest {
  method: string;
  path: string;
  headers: Headers;
  body: string;
}

const require = createRequire(import.meta.url);
const document = JSON.parse(readFileSync(require.resolve("@sendevent/openapi/sendevent.json"), "utf8"));
const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema(document, "document");

const path = "/participant/event";
const item = document.paths[path];
const token = document.components.securitySchemes.ConnectionTokenAuth;
const isEvent = ajv.compile({ $ref: "document#/components/schemas/ChatEvent" });
const isToken = ajv.compile({ $ref: "document#/components/schemas/ConnectionToken" });

/** The violations of the document by a request to `base`. */
export function violations(request: WireRequest, base = ""): string[] {
  const found: string[] = [];
  if (request.path !== base + path) found.push(`path ${request.path}`);
  if (!(request.method.toLowerCase() in item)) found.push(`method ${request.method}`);
  if (request.headers.get("content-type") !== "application/json") found.push("content-type");
  if (!isToken(request.headers.get(token.name))) found.push(`${token.name}: ${ajv.errorsText(isToken.errors)}`);
  if (!isEvent(JSON.parse(request.body))) found.push(`body: ${ajv.errorsText(isEvent.errors)}`);
  return found;
}
