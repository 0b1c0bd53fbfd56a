import { type JsonObject, objectAt, resolve } from "../../../../openapi/generate/document.js";
import { entriesOf, listOf, textOf } from "./node.js";
import { credentialName, type Operation, readOperations } from "./operation.js";
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
  /** The first of the credentials. */
  readonly token: Credential;
  readonly credentials: readonly Credential[];
  readonly operations: readonly Operation[];
  /** Every error response of every operation, once. */
  readonly errors: readonly Response[];
  readonly schemas: readonly Schema[];
  /** What changed from version to version, newest first. */
  readonly changes: readonly Change[];
}

/** What a caller proves itself by, with the header that carries it. */
export type Credential = Schema & { readonly header: string };

/** What a version changed, for whom. */
export interface Change {
  readonly version: string;
  readonly text: string;
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
  const credentials = readCredentials(document);
  const [token] = credentials;
  if (token === undefined) throw new Error("components.securitySchemes must have a credential");
  const errors = operations.flatMap(({ responses }) => responses).filter(({ status }) => status >= 400);
  return {
    title: textOf(info["title"]),
    version: textOf(info["version"]),
    summary: textOf(info["summary"]),
    lead: lead.trim(),
    topics: topics.map(readTopic),
    servers: listOf(document["servers"]).map((server) => readServer(resolve(document, server))),
    token,
    credentials,
    operations,
    errors: [...new Map(errors.map((error) => [error.exceptions.join(), error])).values()],
    schemas: entriesOf(objectAt(document, "components", "schemas")).map(([name, schema]) =>
      readSchema(document, name, schema),
    ),
    changes: listOf(info["x-changelog"]).map((change) => {
      const { version, changes } = resolve(document, change);
      return { version: textOf(version), text: textOf(changes) };
    }),
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

/** A scheme is called `NAMEAuth` where NAME is that of the schema, since no two components share a name. */
function readCredentials(document: JsonObject): Credential[] {
  const parameters = entriesOf(objectAt(document, "components")["parameters"]).map(([, value]) =>
    resolve(document, value),
  );
  return entriesOf(objectAt(document, "components", "securitySchemes")).map(([scheme, value]) => {
    const { name = "Authorization", description } = resolve(document, value);
    const { schema = { type: "string" } } = parameters.find(({ name: header }) => header === name) ?? {};
    const read = readSchema(document, credentialName(scheme), schema);
    return { ...read, description: textOf(description), header: textOf(name) };
  });
}
