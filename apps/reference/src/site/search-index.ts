import type { Contract } from "../contract/contract.js";
import type { Schema } from "../contract/schema.js";
import { tools } from "../samples/samples.js";
import { exceptionId, guidePage, referencePage, schemaId } from "./anchors.js";
import { guideSections } from "./guide-page.js";
import { plainText } from "./prose.js";

/** One place that the search can lead to. */
export interface SearchEntry {
  readonly title: string;
  /** What it is: `Exception`, `Schema`, … */
  readonly kind: string;
  readonly href: string;
  readonly text: string;
  /** What it is found by beside what is shown of it. */
  readonly words: string;
}

type Entry = Omit<SearchEntry, "words"> & { readonly words?: readonly string[] };

/** Every place that the search can lead to, in the reference, the guide and the changelog. */
export function searchIndex(contract: Contract, changelog: string): SearchEntry[] {
  return entriesOf(contract, changelog).map(({ words = [], ...entry }) => ({ ...entry, words: words.join(" ") }));
}

function entriesOf(contract: Contract, changelog: string): Entry[] {
  const { operations, errors, schemas, servers, token } = contract;
  return [
    {
      title: contract.title,
      kind: "Overview",
      href: `${referencePage}#overview`,
      text: plainText(contract.lead),
      words: [
        "download document OpenAPI YAML JSON servers version",
        contract.version,
        ...servers.flatMap(wordsOfServer),
      ],
    },
    ...operations.map(({ id, method, path, summary, description, request, replies }) => ({
      title: id,
      kind: "Operation",
      href: `${referencePage}#${id}`,
      text: plainText([summary, `${method} ${path}`, description].join("\n\n")),
      words: [
        ...(request ? ["samples", ...tools.map(({ label }) => label)] : []),
        ...replies.filter(({ status }) => status < 400).flatMap(({ headers }) => headers.map(({ name }) => name)),
      ],
    })),
    {
      title: token.name,
      kind: "Authentication",
      href: `${referencePage}#${token.name}`,
      text: plainText(`\`${token.header}\` ${token.description}`),
      words: token.constraints,
    },
    {
      title: "Try it",
      kind: "Try it",
      href: `${referencePage}#try-it`,
      text: "Sends a real request to the stub that serves this page.",
    },
    ...errors.flatMap(({ status, exceptions, lead, advice, headers }) =>
      exceptions.map((name) => ({
        title: name,
        kind: `Exception ${status}`,
        href: `${referencePage}#${exceptionId(name)}`,
        text: plainText([lead, ...advice.map(({ text }) => text)].join("\n\n")),
        words: headers.map(({ name }) => name),
      })),
    ),
    ...schemas.map((schema) => ({
      title: schema.name,
      kind: "Schema",
      href: `${referencePage}#${schemaId(schema.name)}`,
      text: plainText(wordsOfSchema(schema).join("\n\n")),
      words: [schema, ...schema.properties].flatMap(({ constraints, deprecated, variants }) => [
        ...constraints,
        ...([{ deprecated }, ...variants].some((each) => each.deprecated) ? ["deprecated"] : []),
      ]),
    })),
    ...guideSections(contract).map(({ id, title, text }) => ({
      title,
      kind: "Guide",
      href: `${guidePage}#${id}`,
      text: plainText(text),
    })),
    {
      title: "Changelog",
      kind: "Changelog",
      href: "changelog.html#changes",
      text: plainText(changelog.replaceAll(/^#+/gm, "")),
      words: ["changes versions releases"],
    },
  ];
}

function wordsOfServer({ url, variables }: Contract["servers"][number]): string[] {
  return [url, ...variables.flatMap(({ name, description }) => [name, description])];
}

function wordsOfSchema({ description, properties, variants }: Schema): string[] {
  return [
    description,
    ...properties.map((property) => `${property.name}: ${property.description}`),
    ...variants.map(({ name, value, description }) => `${name}: ${value}: ${description}`),
  ];
}
