import type { Contract } from "../contract/contract.js";
import type { Schema } from "../contract/schema.js";
import { exceptionId, referencePage, schemaId, sectionId } from "./anchors.js";
import { plainText } from "./prose.js";

/** One place that the search can lead to. */
export interface SearchEntry {
  readonly title: string;
  /** What it is: `Exception`, `Schema`, … */
  readonly kind: string;
  readonly href: string;
  readonly text: string;
}

/** Every place that the search can lead to. */
export function searchIndex({ operations, errors, schemas, topics, token }: Contract): SearchEntry[] {
  return [
    ...operations.map(({ id, method, path, summary, description }) => ({
      title: id,
      kind: "Operation",
      href: `${referencePage}#${id}`,
      text: plainText([summary, `${method} ${path}`, description].join("\n\n")),
    })),
    {
      title: token.name,
      kind: "Authentication",
      href: `${referencePage}#${token.name}`,
      text: plainText(`\`${token.header}\` ${token.description}`),
    },
    ...errors.flatMap(({ status, exceptions, lead, advice }) =>
      exceptions.map((name) => ({
        title: name,
        kind: `Exception ${status}`,
        href: `${referencePage}#${exceptionId(name)}`,
        text: plainText([lead, ...advice.map(({ text }) => text)].join("\n\n")),
      })),
    ),
    ...schemas.map((schema) => ({
      title: schema.name,
      kind: "Schema",
      href: `${referencePage}#${schemaId(schema.name)}`,
      text: plainText(wordsOfSchema(schema).join("\n\n")),
    })),
    ...topics.map(({ title, text }) => ({
      title,
      kind: "Guide",
      href: `guide.html#${sectionId(title)}`,
      text: plainText(text),
    })),
  ];
}

function wordsOfSchema({ description, properties, variants }: Schema): string[] {
  return [
    description,
    ...properties.map((property) => `${property.name}: ${property.description}`),
    ...variants.map(({ name, value, description }) => `${name}: ${value}: ${description}`),
  ];
}
