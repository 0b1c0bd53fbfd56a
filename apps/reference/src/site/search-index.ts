import type { Operation } from "../contract/operation.js";
import type { Response } from "../contract/response.js";
import type { Schema } from "../contract/schema.js";
import { tools } from "../samples/samples.js";
import type { SearchEntry } from "../search-entry.js";
import { changelogPage, exceptionId, guidePage, referencePage, sampleId, schemaId } from "./anchors.js";
import { versionId } from "./changelog-page.js";
import type { Site } from "./context.js";
import { guideTopics } from "./guide-page.js";
import { guideSteps } from "./guide-steps.js";
import { plainText } from "./prose.js";

/** What readers call things for which the trade has several names, by the exception that explains them. */
const otherNames: Readonly<Record<string, string>> = {
  ThrottlingException: "rate limit quota too many requests backoff",
  AccessDeniedException: "unauthorized forbidden credentials expired",
  RequestEntityTooLargeException: "size limit",
};

/** Every place that the search can lead to, in the reference, the guide, the stub's own APIs and the changelog. */
export function searchIndex(site: Site): SearchEntry[] {
  const { title, version, lead, servers, credentials, operations, errors, schemas, changes } = site.contract;
  const wordsOfServers = servers.flatMap(({ url, variables }) => [
    url,
    ...variables.flatMap(({ name, description }) => [name, description]),
  ]);
  return [
    entry(title, "Overview", `${referencePage}#overview`, lead, [
      "download document OpenAPI YAML JSON servers version",
      version,
      ...wordsOfServers,
    ]),
    ...operations.map((operation) => operationEntry(operation, "Operation", referencePage)),
    ...tools.map(({ id, label, words }) =>
      entry(label, "Sample", `${referencePage}#${sampleId(id)}`, `Send an event with ${label}.`, [words]),
    ),
    ...credentials.map(({ name, header, description, constraints }) =>
      entry(`${name} (${header})`, "Authentication", `${referencePage}#${name}`, description, constraints),
    ),
    entry("Try it", "Try it", `${referencePage}#try-it`, "Sends a real request to the stub that serves this page."),
    ...errors.flatMap(errorEntries),
    ...schemas.map(schemaEntry),
    ...[...guideSteps(site), ...guideTopics(site.contract)].map(({ id, title, text }) =>
      entry(title, "Guide", `${guidePage}#${id}`, text),
    ),
    ...site.apis.flatMap(({ name, label, contract }) =>
      contract.operations.map((operation) => operationEntry(operation, label, `${name}.html`)),
    ),
    entry("Changelog", "Changelog", `${changelogPage}#changes`, "What changed in the contract.", ["versions releases"]),
    ...changes.map(({ version, text }) => entry(version, "Changelog", `${changelogPage}#${versionId(version)}`, text)),
  ];
}

function entry(title: string, kind: string, href: string, text: string, words: readonly string[] = []): SearchEntry {
  return { title, kind, href, text: plainText(text), words: words.join(" ") };
}

function operationEntry(operation: Operation, kind: string, page: string): SearchEntry {
  const { id, method, path, summary, description, request, responses } = operation;
  const headers = responses.filter(({ status }) => status < 400).flatMap(({ headers }) => headers);
  return entry(`${summary} (${id})`, kind, `${page}#${id}`, [`${method} ${path}`, description].join("\n\n"), [
    ...(request && page === referencePage ? ["samples"] : []),
    ...headers.map(({ name }) => name),
  ]);
}

function errorEntries({ status, exceptions, lead, advice, headers }: Response): SearchEntry[] {
  const text = [lead, ...advice.map(({ text }) => text)].join("\n\n");
  const words = headers.map(({ name }) => name);
  return exceptions.map((name) =>
    entry(name, `Exception ${status}`, `${referencePage}#${exceptionId(name)}`, text, [
      ...words,
      otherNames[name] ?? "",
    ]),
  );
}

function schemaEntry(schema: Schema): SearchEntry {
  const { name, description, properties, values } = schema;
  const text = [
    description,
    ...properties.map((property) => `${property.name}: ${property.description}`),
    ...values.map(({ name, value, description }) => `${name}: ${value}: ${description}`),
  ];
  const words = [schema, ...properties].flatMap(({ constraints, deprecated, values }) => [
    ...constraints,
    ...([{ deprecated }, ...values].some((each) => each.deprecated) ? ["deprecated"] : []),
  ]);
  return entry(name, "Schema", `${referencePage}#${schemaId(name)}`, text.join("\n\n"), words);
}
