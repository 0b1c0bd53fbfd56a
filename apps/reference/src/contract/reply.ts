import { type Json, type JsonObject, objectAt } from "../../../../openapi/generate/document.js";
import { code } from "./constraints.js";
import { type Example, readExamples } from "./example.js";
import { componentOf, entriesOf, follow, listOf, textOf } from "./node.js";
import { readSchema, type Schema } from "./schema.js";

/** One answer of an operation. */
export interface Reply {
  readonly status: number;
  /** The names that the header `x-amzn-ErrorType` can have: none on success. */
  readonly exceptions: readonly string[];
  /** The description, up to its advice. */
  readonly lead: string;
  /** When it happens, how to mend it, whether to retry. */
  readonly advice: readonly Advice[];
  readonly headers: readonly Schema[];
  /** The names of the schemas that its body can have. */
  readonly schemas: readonly string[];
  readonly examples: readonly Example[];
}

/** One paragraph of a response's description that begins with a bold word and a colon. */
export interface Advice {
  readonly title: string;
  readonly text: string;
}

/** Reads the answers of an operation, in the document's order. */
export function readReplies(document: JsonObject, responses: JsonObject): Reply[] {
  return Object.entries(responses).map(([status, response]) =>
    readReply(document, Number(status), follow(document, response)),
  );
}

function readReply(document: JsonObject, status: number, response: JsonObject): Reply {
  const [lead = "", ...advice] = textOf(response["description"]).split(/^\*\*(?=\w+:\*\*)/m);
  const headers = entriesOf(response["headers"]).map(([name, header]) => readHeader(document, name, header));
  const [, media] = entriesOf(response["content"])[0] ?? [];
  const { schema, examples } = media === undefined ? {} : follow(document, media);
  return {
    status,
    exceptions: status < 400 ? [] : namesOf(document, response),
    lead: lead.trim(),
    advice: advice.map(readAdvice),
    headers,
    schemas: schema === undefined ? [] : schemasOf(document, schema),
    examples: readExamples(document, examples),
  };
}

function readAdvice(paragraph: string): Advice {
  const [title = "", text = ""] = paragraph.split(":** ", 2);
  return { title, text: text.trim() };
}

function readHeader(document: JsonObject, name: string, value: Json): Schema {
  const { description, required, schema, example } = follow(document, value);
  const described = { ...follow(document, schema), description: textOf(description) };
  const header = readSchema(document, name, described);
  const shown = example === undefined ? [] : [`such as ${code(String(example))}`];
  return { ...header, required: required === true, constraints: [...header.constraints, ...shown] };
}

function namesOf(document: JsonObject, response: JsonObject): string[] {
  const { const: only, enum: several } = objectAt(
    { ...document, response },
    "response",
    "headers",
    "x-amzn-ErrorType",
    "schema",
  );
  return (only === undefined ? listOf(several) : [only]).map((name) => textOf(name));
}

function schemasOf(document: JsonObject, schema: Json): string[] {
  const variants = listOf(follow(document, schema)["anyOf"]);
  return [schema, ...variants].flatMap((candidate) => componentOf(candidate) ?? []);
}
