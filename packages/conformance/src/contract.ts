import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { objectAt, type Place, placeAt } from "./document.js";
import { isObject, type Json, type JsonObject, parseJson } from "./json.js";

/** What a caller sent, as far as the answer depends on it. */
export interface Sent {
  readonly method: string;
  /** The request target: path and query. */
  readonly target: string;
}

/** A request as it went over the wire. */
export interface SentRequest extends Sent {
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  /** By lower-case name; repeated fields joined with a comma. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** The document, made to judge: what it calls operation and token, and what an exchange has against it. */
export class Contract {
  readonly document: JsonObject;
  /** The operation's path, method (upper case) and success. */
  readonly path: string;
  readonly method: string;
  /** The header that carries the ConnectionToken. */
  readonly tokenHeader: string;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(document: JsonObject) {
    this.document = document;
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(document, "sendevent");
    const [path] = Object.keys(objectAt(document, "paths"));
    const method = path === undefined ? undefined : Object.keys(objectAt(document, "paths", path)).find(isMethod);
    if (path === undefined || method === undefined) throw new Error("the document has no operation");
    this.path = path;
    this.method = method.toUpperCase();
    this.tokenHeader = String(objectAt(document, "components", "securitySchemes", "ConnectionToken")["name"]);
  }

  /** The statuses that the operation documents. */
  get statuses(): number[] {
    return Object.keys(objectAt(this.document, "paths", this.path, this.method.toLowerCase(), "responses")).map(Number);
  }

  /** What an answer has against the document: status, media type, headers, body. An empty list is a clean answer. */
  breaches(sent: Sent, answer: Answer): string[] {
    const response = this.#response(sent, answer.status);
    if (response === undefined) return [`status ${answer.status} is not documented`];
    return [...this.#headers(response, answer), ...this.#body(response, sent, answer)];
  }

  /** What a request for the operation has against the document: token, media type, body. */
  requestBreaches({ method, target, headers, body }: SentRequest): string[] {
    if (method !== this.method || target.split("?")[0] !== this.path) return [`${method} ${target} is not documented`];
    const token = headers.get(this.tokenHeader.toLowerCase());
    const scheme = ["components", "securitySchemes", "ConnectionToken", "x-schema"];
    const content = ["paths", this.path, method.toLowerCase(), "requestBody", "content"];
    const mediaType = mediaTypeOf(headers);
    const value = parseJson(body);
    return [
      ...(token === undefined
        ? [`header ${this.tokenHeader} is missing`]
        : this.violations(token, ...scheme).map((violation) => `header ${this.tokenHeader} ${violation}`)),
      ...(mediaType !== undefined && placeAt(this.document, ...content, mediaType) !== undefined
        ? []
        : [
            `the media type ${mediaType ?? "is missing"}: it must be ${Object.keys(objectAt(this.document, ...content))}`,
          ]),
      ...(value === undefined
        ? ["the body is not JSON"]
        : this.violations(value, ...content, "application/json", "schema")),
    ];
  }

  /** What a value has against the schema at a place of the document, each finding with the member's name. */
  violations(value: unknown, ...way: string[]): string[] {
    const place = placeAt(this.document, ...way);
    if (place === undefined) return [`the document has no schema at ${way.join(" › ")}`];
    return this.#violations(value, place.pointer);
  }

  /** Preflights have responses of their own; every other refusal is among the operation's. */
  #response({ method, target }: Sent, status: number): Place | undefined {
    const own =
      target.split("?")[0] === this.path ? placeAt(this.document, "paths", this.path, method.toLowerCase()) : undefined;
    const operation = own === undefined ? this.method.toLowerCase() : method.toLowerCase();
    return placeAt(this.document, "paths", this.path, operation, "responses", String(status));
  }

  #headers(response: Place, answer: Answer): string[] {
    const documented = placeAt(this.document, ...wayTo(response), "headers");
    return Object.keys(documented?.value ?? {}).flatMap((name) => {
      const header = placeAt(this.document, ...wayTo(response), "headers", name);
      const value = answer.headers.get(name.toLowerCase());
      if (value === undefined) return header?.value["required"] === true ? [`header ${name} is missing`] : [];
      return this.#violations(value, `${header?.pointer}/schema`).map((violation) => `header ${name} ${violation}`);
    });
  }

  #body(response: Place, { method }: Sent, { headers, body }: Answer): string[] {
    const [documented] = Object.keys(placeAt(this.document, ...wayTo(response), "content")?.value ?? {});
    if (documented === undefined || method === "HEAD")
      return body === "" ? [] : ["there is a body where none is documented"];
    const mediaType = mediaTypeOf(headers);
    if (mediaType !== documented) return [`the media type is ${mediaType ?? "missing"}, not ${documented}`];
    const value: Json | undefined = parseJson(body);
    if (value === undefined) return ["the body is not JSON"];
    return this.#violations(value, `${response.pointer}/content/${documented.replace("/", "~1")}/schema`);
  }

  #violations(value: unknown, pointer: string): string[] {
    const validate = this.#validators.get(pointer) ?? this.#ajv.compile({ $ref: `sendevent#${pointer}` });
    this.#validators.set(pointer, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) =>
      `${instancePath.slice(1) || (isObject(value) ? "the body" : "")} ${message}`.trim(),
    );
  }
}

function mediaTypeOf(headers: ReadonlyMap<string, string>): string | undefined {
  return headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
}

function wayTo({ pointer }: Place): string[] {
  return pointer
    .slice(1)
    .split("/")
    .map((member) => member.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function isMethod(member: string): boolean {
  return ["get", "put", "post", "delete", "patch"].includes(member);
}
