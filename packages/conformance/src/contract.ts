import { connectionToken, method, path } from "@sendevent/openapi";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { objectAt, type Place, placeAt } from "./document.js";
import { isObject, type JsonObject, parseJson } from "./json.js";

/** What a request asks for, as far as its response depends on it. */
export interface RequestLine {
  readonly method: string;
  /** Path and query, below the endpoint. */
  readonly target: string;
}

/** A request as it went over the wire. */
export interface HttpRequest extends RequestLine {
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** A response as it came over the wire. */
export interface HttpResponse {
  readonly status: number;
  /** By lower-case name; repeated fields joined with a comma. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** The document, ready to validate requests and responses of its one operation against. */
export class Contract {
  readonly document: JsonObject;
  /** Where the operation is in the document, for `objectAt` and `placeAt`. */
  readonly operation: readonly string[] = ["paths", path, method.toLowerCase()];
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor(document: JsonObject) {
    this.document = document;
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(document, "sendevent");
  }

  /** The statuses that the operation documents. */
  get statuses(): number[] {
    return Object.keys(objectAt(this.document, ...this.operation, "responses")).map(Number);
  }

  /** The names of the exceptions that the operation documents for a status. */
  exceptions(status: number): string[] {
    const way = [...this.operation, "responses", String(status), "headers", "x-amzn-ErrorType", "schema"];
    const { const: only, enum: several } = placeAt(this.document, ...way)?.value ?? {};
    return [only ?? several ?? []].flat().map(String);
  }

  /** Where a response violates the document: status, media type, headers, body. An empty list: nowhere. */
  responseViolations(request: RequestLine, response: HttpResponse): string[] {
    const documented = this.#response(request, response.status);
    if (documented === undefined) return [`status ${response.status} is not documented`];
    const violations = this.#headers(documented, response);
    if (request.method !== "HEAD" && documented.value["content"] !== undefined)
      return [...new Set([...violations, ...this.#body(documented.way, response), ...this.#exception(response)])];
    return response.body === "" ? violations : [...violations, "there is a body where none is documented"];
  }

  /** Where a request violates the document: path, token, media type, body. An empty list: nowhere. */
  requestViolations(request: HttpRequest): string[] {
    if (!isSendEvent(request)) return [`${request.method} ${pathOf(request)} is not documented`];
    const token = request.headers.get(connectionToken.header.toLowerCase());
    return [...this.#tokenViolations(token), ...this.#body([...this.operation, "requestBody"], request)];
  }

  /** Where a value violates the schema at a place of the document, each with the member's name. */
  schemaViolations(value: unknown, ...way: string[]): string[] {
    return this.#violations(value, placeAt(this.document, ...way)?.way ?? way);
  }

  #tokenViolations(token: string | undefined): string[] {
    const name = `header ${connectionToken.header}`;
    if (token === undefined) return [`${name} is missing`];
    const violations = this.schemaViolations(token, "components", "schemas", "ConnectionToken");
    return violations.map((violation) => `${name} ${violation}`);
  }

  /** A CORS preflight has responses of its own; every other error response is among the operation's. */
  #response(request: RequestLine, status: number): Place | undefined {
    const own = ["paths", path, request.method.toLowerCase()];
    const isOwn = pathOf(request) === path && placeAt(this.document, ...own) !== undefined;
    return placeAt(this.document, ...(isOwn ? own : this.operation), "responses", String(status));
  }

  #headers(documented: Place, response: HttpResponse): string[] {
    return Object.keys(placeAt(documented.value, "headers")?.value ?? {}).flatMap((name) => {
      const header = placeAt(this.document, ...documented.way, "headers", name);
      const value = response.headers.get(name.toLowerCase());
      if (value === undefined) return header?.value["required"] === true ? [`header ${name} is missing`] : [];
      const violations = this.#violations(value, [...(header?.way ?? []), "schema"]);
      return violations.map((violation) => `header ${name} ${violation}`);
    });
  }

  #body(way: readonly string[], { headers, body }: Pick<HttpResponse, "headers" | "body">): string[] {
    const [expected = ""] = Object.keys(objectAt(this.document, ...way, "content"));
    const mediaType = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
    if (mediaType !== expected) return [`the media type is ${mediaType ?? "missing"}, not ${expected}`];
    const value = parseJson(body);
    if (value === undefined) return ["the body is not JSON"];
    return this.schemaViolations(value, ...way, "content", expected, "schema");
  }

  /** A status may have several exceptions: the body must be that of the one that is named. */
  #exception({ headers, body }: HttpResponse): string[] {
    const way = ["components", "schemas", headers.get("x-amzn-errortype") ?? ""];
    const value = parseJson(body);
    return value === undefined || placeAt(this.document, ...way) === undefined
      ? []
      : this.schemaViolations(value, ...way);
  }

  #violations(value: unknown, way: readonly string[]): string[] {
    const pointer = way.map((member) => `/${member.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
    const validate = this.#ajv.getSchema(`sendevent#${pointer}`);
    if (validate === undefined) return [`the document has no schema at ${pointer}`];
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, message }) =>
      `${instancePath.slice(1) || (isObject(value) ? "the body" : "")} ${message}`.trim(),
    );
  }
}

/** Whether a request is for the operation, whatever its query. */
export function isSendEvent(request: RequestLine): boolean {
  return request.method === method && pathOf(request) === path;
}

/** The path of a request, without its query. */
export function pathOf({ target }: RequestLine): string {
  return target.replace(/\?.*/s, "");
}
