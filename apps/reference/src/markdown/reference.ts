import type { JsonObject } from "../../../../openapi/generate/document.js";
import { code } from "../contract/constraints.js";
import { type Contract, readContract } from "../contract/contract.js";
import type { Operation } from "../contract/operation.js";
import type { Response } from "../contract/response.js";
import { schemaNamed } from "../contract/schema.js";
import { samplesOf } from "../samples/samples.js";
import { errorMarkdown, examplesMarkdown, headersMarkdown } from "./response.js";
import { properties, schemaMarkdown } from "./schema.js";
import { fence, schemaLink, table } from "./syntax.js";

/** Writes the reference as one Markdown page, for code hosts and for tools. A pure function of the document. */
export function referenceMarkdown(document: JsonObject): string {
  const contract = readContract(document);
  const { title, version, summary, lead, topics, servers, token, operations, errors, schemas } = contract;
  const parts = [
    "<!-- Generated from openapi/sendevent.yaml by `npm run generate`: edit that, not this. -->",
    `# ${title} ${version}`,
    summary,
    lead,
    ...topics.flatMap((topic) => [`## ${topic.title}`, topic.text]),
    "## Servers",
    table(
      ["URL", "What it is"],
      servers.map(({ url, description, variables }) => [
        code(url),
        [
          description,
          ...variables.map((each) => `${code(each.name)}: ${each.description} Default: ${code(each.default)}.`),
        ].join(" "),
      ]),
    ),
    "## Authentication",
    token.description,
    `${code(token.name)}, in the header ${code(token.header)}: ${token.constraints.join("; ")}.`,
    ...operations.flatMap((operation) => operationMarkdown(operation, contract)),
    "## Errors",
    errorTable(errors),
    ...errors.flatMap((response) => errorMarkdown(response, operations)),
    "## Schemas",
    ...schemas.flatMap(schemaMarkdown),
    "## Changelog",
    ...contract.changes.flatMap((change) => [`### ${change.version}`, change.text]),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function operationMarkdown(operation: Operation, contract: Contract): string[] {
  const { id, method, path, resource, groups, summary, description, deprecated, request, responses } = operation;
  const accepted = responses.filter(({ status }) => status < 400);
  const exceptions = responses.flatMap((response) => response.exceptions);
  return [
    `## ${summary}`,
    `${code(`${method} ${path}`)} (${id})`,
    [resource, ...groups.map((group) => `Part of ${group.name}: ${group.description}`)].join(" "),
    deprecated ? "**Deprecated.**" : "",
    description,
    `Authentication: ${operation.credentials.map((name) => `[${name}](#authentication)`).join(" or ") || "none"}.`,
    ...(request === undefined
      ? []
      : [
          "### Request",
          "Parameters:",
          properties(operation.parameters),
          request.description,
          `Body${request.required ? "" : " (optional)"}: ${code(request.mediaType)}, ${schemaLink(request.schema)}${
            request.maxBytes === undefined ? "" : `, at most ${request.maxBytes} bytes`
          }.`,
          properties(schemaNamed(contract.schemas, request.schema).properties),
          ...samplesMarkdown(contract),
        ]),
    ...accepted.flatMap((response) => [
      `### Response ${response.status}`,
      response.lead,
      ...response.schemas.flatMap((name) => [
        `Body: ${schemaLink(name)}.`,
        properties(schemaNamed(contract.schemas, name).properties),
      ]),
      ...headersMarkdown(response),
      ...examplesMarkdown(response, operation),
    ]),
    exceptions.length > 0 ? `Error responses: ${exceptions.map(code).join(", ")}; see [Errors](#errors).` : "",
  ];
}

function samplesMarkdown(contract: Contract): string[] {
  const { request } = contract.operations.find(({ request }) => request !== undefined) ?? {};
  return samplesOf(contract).flatMap(({ example, tool, code: sample }, index, all) => {
    const { summary } = request?.examples.find(({ name }) => name === example) ?? {};
    const first = all[index - 1]?.example !== example;
    return [
      ...(first ? [`### Sample: ${summary ?? example}`] : []),
      `With ${tool.label}:`,
      fence(tool.language, sample),
    ];
  });
}

function errorTable(errors: readonly Response[]): string {
  return table(
    ["Status", "Exception", "Retry"],
    errors.map(({ status, exceptions, advice }) => [
      String(status),
      exceptions.map(code).join(", "),
      advice.find(({ title }) => title === "Retry")?.text ?? "",
    ]),
  );
}
