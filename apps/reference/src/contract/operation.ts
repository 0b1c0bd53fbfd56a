import { isObject, type Json, type JsonObject, objectAt } from "../../../../openapi/generate/document.js";
import { type Example, readExamples } from "./example.js";
import { componentOf, entriesOf, follow, listOf, textOf } from "./node.js";
import { type Reply, readReplies } from "./reply.js";

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
  /** Whether it takes the connection token. */
  readonly authenticated: boolean;
  readonly request?: RequestBody;
  /** What it answers, by status. */
  readonly replies: readonly Reply[];
}

/** What operations have in common: a tag of the document. */
export interface Group {
  readonly name: string;
  readonly description: string;
}

/** What an operation is given. */
export interface RequestBody {
  readonly description: string;
  readonly mediaType: string;
  /** The name of its schema. */
  readonly schema: string;
  readonly maxBytes?: number;
  readonly examples: readonly Example[];
}

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
  return {
    id: textOf(operation["operationId"]),
    method: method.toUpperCase(),
    path,
    resource: textOf(objectAt(document, "paths", path)["summary"]),
    groups: listOf(operation["tags"]).map((tag) => readGroup(document, textOf(tag))),
    summary: textOf(operation["summary"]),
    description: textOf(operation["description"]),
    deprecated: operation["deprecated"] === true,
    authenticated: listOf(operation["security"] ?? document["security"]).length > 0,
    ...(isObject(operation["requestBody"]) && { request: readRequest(document, operation["requestBody"]) }),
    replies: readReplies(document, objectAt(document, "paths", path, method, "responses")),
  };
}

function readGroup(document: JsonObject, name: string): Group {
  const tags = listOf(document["tags"]).map((tag) => follow(document, tag));
  return { name, description: textOf(tags.find((tag) => tag["name"] === name)?.["description"]) };
}

function readRequest(document: JsonObject, body: Json): RequestBody {
  const { description, content, "x-max-bytes": maxBytes } = follow(document, body);
  const [mediaType = "", media] = entriesOf(content)[0] ?? [];
  const { schema, examples } = follow(document, media);
  return {
    description: textOf(description),
    mediaType,
    schema: componentOf(schema) ?? "",
    ...(typeof maxBytes === "number" && { maxBytes }),
    examples: readExamples(document, examples),
  };
}
