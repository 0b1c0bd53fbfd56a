import { Contract, exchange, isObject, type JsonObject, objectAt, placeAt, writeRequest } from "@sendevent/conformance";

/** An example of an error, and the request that provokes it. */
export interface ErrorExample {
  readonly key: string;
  readonly status: number;
  readonly message: string;
  readonly request: JsonObject;
}

/** Where the examples of the document violate their own schemas, and which are missing. */
export function exampleFindings(document: JsonObject): string[] {
  const contract = new Contract(document);
  const { operation } = contract;
  const bodies = [
    [...operation, "requestBody", "content", "application/json"],
    ...contract.statuses.map((status) => [...operation, "responses", String(status), "content", "application/json"]),
  ];
  return [
    ...bodies.flatMap((way) => {
      const names = Object.keys(placeAt(document, ...way, "examples")?.value ?? {});
      if (names.length === 0) return [`no example at ${way.join(" › ")}`];
      return names.flatMap((name) =>
        contract
          .schemaViolations(objectAt(document, ...way, "examples", name)["value"], ...way, "schema")
          .map((violation) => `example ${name}: ${violation}`),
      );
    }),
    ...headerFindings(contract),
    ...schemaFindings(contract),
    ...pairFindings(document, bodies),
    ...missingFindings(document, operation),
  ];
}

/** The examples that readers rely on, by status: a witness, written again on purpose. */
const expected: Readonly<Record<string, readonly string[]>> = {
  request: [
    ...["Typing", "ConnectionAcknowledged", "MessageDelivered", "MessageRead"],
    ...["AccessDeniedException", "ConflictException", "ThrottlingException", "InternalServerException"],
  ],
  200: ["Typing", "ConnectionAcknowledged", "MessageDelivered", "MessageRead"],
  400: ["ValidationException", "MissingContentType", "ContentIsAnObject", "SerializationException"],
  403: ["AccessDeniedException"],
  404: ["UnknownOperationException"],
  405: ["MethodNotAllowedException"],
  406: ["NotAcceptableException"],
  408: ["RequestTimeoutException"],
  409: ["ConflictException"],
  413: ["RequestEntityTooLargeException"],
  415: ["UnsupportedMediaTypeException"],
  429: ["ThrottlingException"],
  431: ["RequestHeaderFieldsTooLargeException"],
  500: ["InternalServerException"],
};

/** Errors that a reader can provoke with one small request: their examples carry it. */
const provokable = [400, 404, 405, 406, 415];

function missingFindings(document: JsonObject, operation: readonly string[]): string[] {
  return Object.entries(expected).flatMap(([status, names]) => {
    const body = status === "request" ? ["requestBody"] : ["responses", status];
    const way = [...operation, ...body, "content", "application/json", "examples"];
    const there = placeAt(document, ...way)?.value ?? {};
    const isUnprovoked = (name: string) => objectAt(document, ...way, name)["x-request"] === undefined;
    return [
      ...names.filter((name) => !(name in there)).map((name) => `the example ${name} of ${status} is missing`),
      ...Object.keys(there)
        .filter((name) => provokable.includes(Number(status)) && isUnprovoked(name))
        .map((name) => `the example ${name} of ${status} has no x-request`),
    ];
  });
}

function headerFindings(contract: Contract): string[] {
  return Object.keys(objectAt(contract.document, "components", "headers")).flatMap((name) => {
    const { example } = objectAt(contract.document, "components", "headers", name);
    const violations = contract.schemaViolations(example, "components", "headers", name, "schema");
    return violations.map((violation) => `example of the header ${name}: ${violation}`);
  });
}

function schemaFindings(contract: Contract): string[] {
  return Object.entries(objectAt(contract.document, "components", "schemas")).flatMap(([name, schema]) => {
    const examples = isObject(schema) && Array.isArray(schema["examples"]) ? schema["examples"] : [];
    if (name === "MessageReceiptContent" && examples.length === 0)
      return ["the schema MessageReceiptContent has no example"];
    const violations = examples.flatMap((example) => contract.schemaViolations(example, "components", "schemas", name));
    return violations.map((violation) => `example of the schema ${name}: ${violation}`);
  });
}

/** Each request example has a response under the same key: readers see them side by side. */
function pairFindings(document: JsonObject, [request = [], ...responses]: string[][]): string[] {
  const paired = responses.flatMap((way) => Object.keys(placeAt(document, ...way, "examples")?.value ?? {}));
  return Object.keys(objectAt(document, ...request, "examples"))
    .filter((key) => !paired.includes(key))
    .map((key) => `the request example ${key} has no response example of that name`);
}

/** The error examples that have the request that provokes them. */
export function errorExamples(document: JsonObject): ErrorExample[] {
  const { operation, statuses } = new Contract(document);
  return statuses.flatMap((status) => {
    const way = [...operation, "responses", String(status), "content", "application/json", "examples"];
    return Object.keys(placeAt(document, ...way)?.value ?? {}).flatMap((key) => {
      const { value, "x-request": request } = objectAt(document, ...way, key);
      return isObject(request) && isObject(value) ? [{ key, status, message: String(value["Message"]), request }] : [];
    });
  });
}

/** Sends the request of an error example to a server. Gives what differs from the example. */
export async function provoke(example: ErrorExample, contract: Contract, url: URL): Promise<string[]> {
  const { method, path, headers, body, text } = example.request;
  const request = writeRequest(
    {
      ...(typeof method === "string" && { method }),
      ...(typeof path === "string" && { path }),
      ...(isObject(headers) && { headers }),
      ...(body !== undefined && { body }),
      ...(typeof text === "string" && { text }),
    },
    { url },
    "token",
  );
  const response = await exchange(url, request.method, request.bytes, { timeoutMs: 5000 });
  const { Message }: { Message?: unknown } = JSON.parse(response.body);
  return [
    ...contract.responseViolations(request, response),
    ...(response.status === example.status ? [] : [`status is ${response.status}, not ${example.status}`]),
    ...(Message === example.message
      ? []
      : [`Message is ${JSON.stringify(Message)}, not ${JSON.stringify(example.message)}`]),
  ];
}
