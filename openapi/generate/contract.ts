import { banner } from "./banner.js";
import { isObject, type Json, type JsonObject, objectAt, stringAt } from "./document.js";
import { type EnumValue, enumValues } from "./enumeration.js";

const methods = ["get", "put", "post", "delete", "patch", "head", "trace"];

/** Writes what code needs at run time as a TypeScript module of constants: operation, token, content types, headers, exceptions. */
export function contractModule(document: JsonObject): string {
  const { path, method, operation } = theOperation(document);
  const responses = Object.keys(objectAt(operation, "responses")).map((status) => ({
    status: Number(status),
    response: objectAt(document, "paths", path, method, "responses", status),
  }));
  const token = objectAt(document, "components", "parameters", "ConnectionTokenHeader");
  const [mediaType] = Object.keys(objectAt(operation, "requestBody", "content"));
  const names = headerNames(document, responses);
  const facts = {
    operationId: [operation["operationId"], "The operation's name."],
    method: [method.toUpperCase(), "The operation's method."],
    path: [path, "The operation's path, below the endpoint."],
    mediaType: [mediaType, "The media type of request and response bodies."],
    connectionToken: [
      { header: stringAt(token, "name"), ...lengths(objectAt(document, "components", "schemas", "ConnectionToken")) },
      "The header that carries the ConnectionToken, and how many characters it may have.",
    ],
    receiptContentTypes: [marked(document, "receipt"), "The content types whose Content is a MessageReceiptContent."],
    deprecatedContentTypes: [marked(document, "deprecated"), "The content types that the service has retired."],
    headers: [names.plain, "The names of response headers but those of CORS, without prefix and hyphens."],
    corsHeaders: [names.cors, "The names of the CORS headers, without prefix and hyphens."],
    exceptions: [exceptions(document, responses, true), "The exceptions of the service's model, with their statuses."],
    protocolExceptions: [
      exceptions(document, responses, false),
      "The exceptions of HTTP and JSON, outside the model, with their statuses.",
    ],
    bodyLimit: [objectAt(operation, "requestBody")["x-max-bytes"], "How large a request body may be, in bytes."],
    cors: [cors(document), "The CORS headers, by their names among the components, with their values."],
    localServer: [localServer(document), "Where the stub listens unless told otherwise."],
  } satisfies Record<string, [value: Json | undefined, comment: string]>;

  requireSameNames(document, responses);
  const constants = Object.entries(facts).map(
    ([name, [value, comment]]) =>
      `/** ${comment} */\nexport const ${name} = ${JSON.stringify(value, null, 2)} as const;\n`,
  );
  return [banner("openapi/sendevent.yaml"), contentTypes(document), ...constants].join("\n");
}

function theOperation(document: JsonObject) {
  const paths = Object.keys(objectAt(document, "paths"));
  const [path] = paths;
  if (path === undefined || paths.length > 1) throw new Error("the document must have exactly one path");
  const method = Object.keys(objectAt(document, "paths", path)).find((key) => methods.includes(key));
  if (method === undefined) throw new Error(`the document has no operation at ${path}`);
  return { path, method, operation: objectAt(document, "paths", path, method) };
}

function lengths({ minLength, maxLength }: JsonObject) {
  if (typeof minLength !== "number" || typeof maxLength !== "number") throw new Error("the token must have lengths");
  return { minLength, maxLength };
}

function contentTypeValues(document: JsonObject): EnumValue[] {
  const values = enumValues(objectAt(document, "components", "schemas", "ContentType"));
  if (values.length === 0) throw new Error("the schema ContentType must have x-enum-descriptions");
  return values;
}

/** Each with the comment that an editor shows where it is used. */
function contentTypes(document: JsonObject): string {
  const members = contentTypeValues(document).map(({ name, value, description, deprecated }) => {
    const comment = deprecated ? `${description}\n   * @deprecated` : description;
    return `  /**\n   * ${comment}\n   */\n  ${name}: ${JSON.stringify(value)},\n`;
  });
  const comment = "/** The content types of an event, by their names in the document. */";
  return `${comment}\nexport const contentTypes = {\n${members.join("")}} as const;\n`;
}

function marked(document: JsonObject, mark: "deprecated" | "receipt") {
  return contentTypeValues(document)
    .filter((type) => type[mark])
    .map(({ value }) => value);
}

type Responses = { status: number; response: JsonObject }[];

/** `x-amzn-RequestId` becomes `RequestId`, `Access-Control-Max-Age` becomes `MaxAge`. Apart, for clients that need no CORS. */
function headerNames(document: JsonObject, responses: Responses) {
  const preflight = objectAt(document, "components", "responses", "Preflight");
  const names = [...responses.map(({ response }) => response), preflight].flatMap((response) =>
    Object.keys(objectAt(response, "headers")),
  );
  const named = (prefix: RegExp, found: string[]) =>
    Object.fromEntries(found.map((name) => [name.replace(prefix, "").replaceAll("-", ""), name]));
  const cors = /^Access-Control-/;
  return {
    plain: named(
      /^x-amzn-/,
      names.filter((name) => !cors.test(name)),
    ),
    cors: named(
      cors,
      names.filter((name) => cors.test(name)),
    ),
  };
}

/** The schema ExceptionName lists what the responses can carry, no more and no less. */
function requireSameNames(document: JsonObject, responses: Responses): void {
  const names = new Set(responses.flatMap(({ response }) => exceptionNames(response)));
  const { enum: listed } = objectAt(document, "components", "schemas", "ExceptionName");
  if (!Array.isArray(listed) || listed.length !== names.size || !listed.every((name) => names.has(String(name)))) {
    throw new Error(`the schema ExceptionName must list the exceptions of the responses: ${[...names].join(", ")}`);
  }
}

/** An exception is the model's when the document has a schema of its name. */
function exceptions(document: JsonObject, responses: Responses, modelled: boolean) {
  const schemas = objectAt(document, "components", "schemas");
  const named = responses.flatMap(({ status, response }) =>
    exceptionNames(response).map((name): [string, number] => [name, status]),
  );
  return Object.fromEntries(named.filter(([name]) => name in schemas === modelled));
}

/** The exceptions that a response can carry: the values of its header `x-amzn-ErrorType`. */
function exceptionNames(response: JsonObject): string[] {
  const header = objectAt(response, "headers")["x-amzn-ErrorType"];
  if (!isObject(header)) return [];
  const { schema } = header;
  if (!isObject(schema)) throw new Error("the header x-amzn-ErrorType must have a schema");
  const { const: only, enum: several } = schema; // beside a $ref, which names all exceptions
  return (Array.isArray(several) ? several : [only]).map(String);
}

/** The response headers whose value is fixed, by their names among the components. */
function cors(document: JsonObject) {
  const components = Object.entries(objectAt(document, "components", "headers"));
  const fixed = components.map(([name, header]) => [name, isObject(header) && objectAt(header, "schema")["const"]]);
  return Object.fromEntries(fixed.filter(([, value]) => typeof value === "string"));
}

function localServer(document: JsonObject): string {
  const { servers } = document;
  const local = Array.isArray(servers) && servers.filter(isObject).find(({ url }) => String(url).includes("127.0.0.1"));
  if (!local) throw new Error("the document must have a server on 127.0.0.1");
  return stringAt(local, "url");
}
