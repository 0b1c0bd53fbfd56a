import { type Json, type JsonObject, resolve } from "../../../../openapi/generate/document.js";
import { type Example, readExamples } from "./example.js";
import { componentOf, entriesOf, listOf, textOf } from "./node.js";
import { readParameter, type Schema } from "./schema.js";
import { exampleOf } from "./synthetic.js";

/** One response of an operation. */
export interface Response {
  readonly status: number;
  /** The names that the header `x-amzn-ErrorType` can have: none on success. */
  readonly exceptions: readonly string[];
  /** The description, up to its advice. */
  readonly lead: string;
  /** When it happens, how to fix the request, whether to retry. */
  readonly advice: readonly Advice[];
  readonly headers: readonly Schema[];
  /** The names of the schemas that its body can have. */
  readonly schemas: readonly string[];
  readonly examples: readonly Example[];
  /** The first example, or what could be one, if it has a body in JSON. */
  readonly sample?: Json;
}

/** One paragraph of a response's description that begins with a bold word and a colon. */
export interface Advice {
  readonly title: string;
  readonly text: string;
}

/** Reads the responses of an operation, in the document's order, but for those of a range of statuses, which say nothing of their own. */
export function readResponses(document: JsonObject, responses: JsonObject): Response[] {
  return Object.entries(responses)
    .filter(([status]) => /^\d+$/.test(status))
    .map(([status, response]) => readResponse(document, Number(status), resolve(document, response)));
}

function readResponse(document: JsonObject, status: number, response: JsonObject): Response {
  const [lead = "", ...advice] = textOf(response["description"]).split(/^\*\*(?=\w+:\*\*)/m);
  const headers = entriesOf(response["headers"]);
  const [mediaType = "", media = {}] = entriesOf(response["content"])[0] ?? [];
  const { schema } = resolve(document, media);
  const examples = readExamples(document, media);
  return {
    status,
    exceptions: headers.flatMap(([name, header]) => (name === "x-amzn-ErrorType" ? namesOf(document, header) : [])),
    lead: lead.trim(),
    advice: advice.map(readAdvice),
    headers: headers.map(([name, header]) => readParameter(document, name, header)),
    schemas: schema === undefined ? [] : schemasOf(document, schema),
    examples,
    ...(schema !== undefined &&
      mediaType.endsWith("json") && { sample: examples[0]?.value ?? exampleOf(document, schema) }),
  };
}

function readAdvice(paragraph: string): Advice {
  const [title = "", text = ""] = paragraph.split(":** ", 2);
  return { title, text: text.trim() };
}

/** The values of a header: the one of its `const`, or those of its `enum`. */
function namesOf(document: JsonObject, header: Json): string[] {
  const { const: only, enum: several } = resolve(document, resolve(document, header)["schema"]);
  return (only === undefined ? listOf(several) : [only]).map((name) => textOf(name));
}

function schemasOf(document: JsonObject, schema: Json): string[] {
  const variants = listOf(resolve(document, schema)["anyOf"]);
  return [schema, ...variants].flatMap((candidate) => componentOf(candidate) ?? []);
}
