import { type Example, requestText } from "../contract/example.js";
import type { Operation } from "../contract/operation.js";
import type { Response } from "../contract/response.js";
import { properties } from "./schema.js";
import { fence, json, schemaLink } from "./syntax.js";

/** An error response: when it happens, how to fix the request, whether to retry, and what it looks like. */
export function errorMarkdown(response: Response, operations: readonly Operation[]): string[] {
  const operation = operations.find(({ request }) => request !== undefined);
  return [
    `### ${response.status} ${response.exceptions.join(", ")}`,
    response.lead,
    response.advice.map(({ title, text }) => `- **${title}:** ${text.replaceAll("\n", "\n  ")}`).join("\n"),
    `Body: ${response.schemas.map(schemaLink).join(" or ")}.`,
    ...(operation === undefined ? [] : examplesMarkdown(response, operation)),
    ...headersMarkdown(response),
  ];
}

/** The headers of a response, if it has some. */
export function headersMarkdown({ headers }: Response): string[] {
  return headers.length === 0 ? [] : ["Headers:", properties(headers)];
}

/** The examples of a response, each with the request that leads to it. */
export function examplesMarkdown(response: Response, operation: Operation): string[] {
  return response.examples.flatMap((example) => [
    `Example: ${example.summary}.`,
    ...requestMarkdown(example, operation),
    `Response ${response.status}:`,
    json(example.value),
  ]);
}

function requestMarkdown({ name, summary, request }: Example, operation: Operation): string[] {
  if (request !== undefined) return ["Request:", fence("http", requestText(request, operation))];
  const sent = operation.request?.examples.find((example) => example.name === name);
  return sent === undefined
    ? []
    : [sent.summary === summary ? "Request:" : `Request (${sent.summary}):`, json(sent.value)];
}
