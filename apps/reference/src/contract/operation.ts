import { type Json, type JsonObject, objectAt, resolve } from "../../../../openapi/generate/document.js";
import { type Example, readExamples } from "./example.js";
import { componentOf, entriesOf, listOf, textOf } from "./node.js";
import { type Response, readResponses } from "./response.js";
import { readParameter, type Schema } from "./schema.js";
import { exampleOf } from "./synthetic.js";

/** One thing that a caller can do. */
export interface Operation {
  readonly id: string;
  /** In upper case, such as `POST`. */
  readonly method: string;
  readonly path: string;
  /** What is at the path. */
  readonly resource: string;
  /** What the operation belongs to. */
  readonly groups: readonly Group[];
  readonly summary: string;
  readonly description: string;
  readonly deprecated: boolean;
  /** The names of the credentials of which it needs one. */
  readonly credentials: readonly string[];
  /** What it takes beside its body, with `Content-Type`. */
  readonly parameters: readonly Schema[];
  readonly request?: RequestBody;
  /** In the order of their statuses in the document. */
  readonly responses: readonly Response[];
}

/** What operations have in common: a tag of the document. */
export interface Group {
  readonly name: string;
  readonly description: string;
}

/** The body that an operation takes. */
export interface RequestBody {
  readonly description: string;
  readonly required: boolean;
  readonly mediaType: string;
  /** The name of its schema. */
  readonly schema: string;
  readonly maxBytes?: number;
  readonly examples: readonly Example[];
  /** The first example, or what could be one: the members that are required. */
  readonly sample: Json;
}

/** What a security scheme is called without what tells it from a schema of the same name. */
export const credentialName = (scheme: string): string => scheme.replace(/Auth$/, "");

const notMethods = ["summary", "description", "parameters", "servers"];

/** Reads every operation of every path, in the document's order. */
export function readOperations(document: JsonObject): Operation[] {
  return entriesOf(objectAt(document, "paths")).flatMap(([path, item]) =>
    entriesOf(item)
      .filter(([method]) => !notMethods.includes(method))
      .map(([method]) => readOperation(document, path, method)),
  );
}

function readOperation(document: JsonObject, path: string, method: string): Operation {
  const operation = objectAt(document, "paths", path, method);
  const body = operation["requestBody"];
  const request = body === undefined ? undefined : readRequest(document, body);
  return {
    id: textOf(operation["operationId"]),
    method: method.toUpperCase(),
    path,
    resource: textOf(objectAt(document, "paths", path)["summary"]),
    groups: listOf(operation["tags"]).map((tag) => readGroup(document, textOf(tag))),
    summary: textOf(operation["summary"]),
    description: textOf(operation["description"]),
    deprecated: operation["deprecated"] === true,
    credentials: listOf(operation["security"] ?? document["security"]).flatMap((each) =>
      entriesOf(each).map(([scheme]) => credentialName(scheme)),
    ),
    parameters: [...listOf(operation["parameters"]), ...contentTypeOf(request)].map((parameter) =>
      readParameter(document, textOf(resolve(document, parameter)["name"]), parameter),
    ),
    ...(request && { request }),
    responses: readResponses(document, objectAt(operation, "responses")),
  };
}

/** The header that OpenAPI leaves out of the parameters, since the media type of the body says it. */
function contentTypeOf(request: RequestBody | undefined): JsonObject[] {
  if (request === undefined) return [];
  const schema = { type: "string", const: request.mediaType };
  return [{ name: "Content-Type", in: "header", required: true, description: "What the body is.", schema }];
}

function readGroup(document: JsonObject, name: string): Group {
  const tags = listOf(document["tags"]).map((tag) => resolve(document, tag));
  return { name, description: textOf(tags.find((tag) => tag["name"] === name)?.["description"]) };
}

function readRequest(document: JsonObject, body: Json): RequestBody {
  const { description, required, content, "x-max-bytes": maxBytes } = resolve(document, body);
  const [mediaType = "", media] = entriesOf(content)[0] ?? [];
  const { schema = {} } = resolve(document, media);
  const examples = readExamples(document, media ?? {});
  return {
    description: textOf(description),
    required: required === true,
    mediaType,
    schema: componentOf(schema) ?? "",
    ...(typeof maxBytes === "number" && { maxBytes }),
    examples,
    sample: examples[0]?.value ?? exampleOf(document, { required: [], ...resolve(document, schema) }),
  };
}
