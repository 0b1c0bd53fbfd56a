import type { Contract } from "../contract/contract.js";
import type { Operation } from "../contract/operation.js";
import type { Response } from "../contract/response.js";
import type { Schema } from "../contract/schema.js";
import { tools } from "../samples/samples.js";
import type { SearchEntry } from "../search-entry.js";
import { changelogPage, controlPage, exceptionId, guidePage, referencePage, schemaId } from "./anchors.js";
import { guideSections } from "./guide-page.js";
import { plainText } from "./prose.js";

/** Every place that the search can lead to, in the reference, the guide, the stub's own API and the changelog. */
export function searchIndex(contract: Contract, control: Contract, changelog: string): SearchEntry[] {
  const { title, version, lead, servers, token, operations, errors, schemas } = contract;
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
    entry(
      `${token.name} (${token.header})`,
      "Authentication",
      `${referencePage}#${token.name}`,
      token.description,
      token.constraints,
    ),
    entry("Try it", "Try it", `${referencePage}#try-it`, "Sends a real request to the stub that serves this page."),
    ...errors.flatMap(errorEntries),
    ...schemas.map(schemaEntry),
    ...guideSections(contract).map(({ id, title, text }) => entry(title, "Guide", `${guidePage}#${id}`, text)),
    ...control.operations.map((operation) => operationEntry(operation, "Control", controlPage)),
    entry("Changelog", "Changelog", `${changelogPage}#changes`, changelog.replaceAll(/^#+/gm, ""), [
      "changes versions releases",
    ]),
  ];
}

function entry(title: string, kind: string, href: string, text: string, words: readonly string[] = []): SearchEntry {
  return { title, kind, href, text: plainText(text), words: words.join(" ") };
}

function operationEntry(operation: Operation, kind: string, page: string): SearchEntry {
  const { id, method, path, summary, description, request, responses } = operation;
  const headers = responses.filter(({ status }) => status < 400).flatMap(({ headers }) => headers);
  return entry(id, kind, `${page}#${id}`, [summary, `${method} ${path}`, description].join("\n\n"), [
    ...(request && page === referencePage ? ["samples", ...tools.map(({ label }) => label)] : []),
    ...headers.map(({ name }) => name),
  ]);
}

function errorEntries({ status, exceptions, lead, advice, headers }: Response): SearchEntry[] {
  const text = [lead, ...advice.map(({ text }) => text)].join("\n\n");
  const words = headers.map(({ name }) => name);
  return exceptions.map((name) =>
    entry(name, `Exception ${status}`, `${referencePage}#${exceptionId(name)}`, text, words),
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
