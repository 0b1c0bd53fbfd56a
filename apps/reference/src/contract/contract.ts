import { type JsonObject, objectAt, resolve } from "../../../../openapi/generate/document.js";
import { componentOf, entriesOf, listOf, textOf } from "./node.js";
import { type Operation, readOperations } from "./operation.js";
import type { Response } from "./response.js";
import { readSchema, type Schema } from "./schema.js";

/** What the reference says, read from the document. Every text is Markdown. */
export interface Contract {
  readonly title: string;
  readonly version: string;
  readonly summary: string;
  /** The description up to its first heading. */
  readonly lead: string;
  /** The sections of the description. */
  readonly topics: readonly Topic[];
  readonly servers: readonly Server[];
  /** The credential, with the header that carries it. */
  readonly token: Schema & { readonly header: string };
  readonly operations: readonly Operation[];
  /** Every error response of every operation, once. */
  readonly errors: readonly Response[];
  readonly schemas: readonly Schema[];
}

/** One section of the description. */
export interface Topic {
  readonly title: string;
  readonly text: string;
}

/** Where the operation is served. */
export interface Server {
  readonly url: string;
  readonly description: string;
  /** What stands in braces in `url`. */
  readonly variables: readonly ServerVariable[];
}

/** One thing that a caller puts into the URL of a server. */
export interface ServerVariable {
  readonly name: string;
  readonly default: string;
  readonly description: string;
}

/** Reads what the reference says. Throws an error that names the place when the document lacks something it needs. */
export function readContract(document: JsonObject): Contract {
  const info = objectAt(document, "info");
  const [lead = "", ...topics] = textOf(info["description"]).split(/^## /m);
  const operations = readOperations(document);
  const errors = operations.flatMap(({ responses }) => responses).filter(({ status }) => status >= 400);
  return {
    title: textOf(info["title"]),
    version: textOf(info["version"]),
    summary: textOf(info["summary"]),
    lead: lead.trim(),
    topics: topics.map(readTopic),
    servers: listOf(document["servers"]).map((server) => readServer(resolve(document, server))),
    token: readToken(document),
    operations,
    errors: [...new Map(errors.map((error) => [error.exceptions.join(), error])).values()],
    schemas: entriesOf(objectAt(document, "components", "schemas")).map(([name, schema]) =>
      readSchema(document, name, schema),
    ),
  };
}

function readTopic(section: string): Topic {
  const [title = "", ...text] = section.split("\n");
  return { title: title.trim(), text: text.join("\n").trim() };
}

function readServer(server: JsonObject): Server {
  return {
    url: textOf(server["url"]),
    description: textOf(server["description"]),
    variables: entriesOf(server["variables"]).map(([name, variable]) => {
      const { default: value, description } = Object.fromEntries(entriesOf(variable));
      return { name, default: textOf(value), description: textOf(description) };
    }),
  };
}

function readToken(document: JsonObject): Contract["token"] {
  const [title = "", scheme] = entriesOf(objectAt(document, "components", "securitySchemes"))[0] ?? [];
  const { name: header = "Authorization", description } = resolve(document, scheme);
  const parameters = entriesOf(objectAt(document, "components", "parameters")).map(([, value]) =>
    resolve(document, value),
  );
  const { schema: described = { type: "string" } } = parameters.find(({ in: place }) => place === "header") ?? {};
  const name = componentOf(described) ?? title;
  const schema = { ...resolve(document, described), description: textOf(description) };
  return { ...readSchema(document, name, schema), header: textOf(header) };
}
