import { type Example, requestText } from "../contract/example.js";
import type { Operation } from "../contract/operation.js";
import type { Reply } from "../contract/reply.js";
import { properties } from "./schema.js";
import { fence, json, schemaLink } from "./syntax.js";

/** A refusal: when it happens, how to mend it, whether to retry, and what it looks like. */
export function errorMarkdown(reply: Reply, operations: readonly Operation[]): string[] {
  const operation = operations.find(({ request }) => request !== undefined);
  return [
    `### ${reply.status} ${reply.exceptions.join(", ")}`,
    reply.lead,
    reply.advice.map(({ title, text }) => `- **${title}:** ${text.replaceAll("\n", "\n  ")}`).join("\n"),
    `Body: ${reply.schemas.map(schemaLink).join(" or ")}.`,
    ...(operation === undefined ? [] : examplesMarkdown(reply, operation)),
    "Headers:",
    properties(reply.headers),
  ];
}

/** The examples of an answer, each with the request that leads to it. */
export function examplesMarkdown(reply: Reply, operation: Operation): string[] {
  return reply.examples.flatMap((example) => [
    `Example: ${example.summary}.`,
    ...requestMarkdown(example, operation),
    `Answer ${reply.status}:`,
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
