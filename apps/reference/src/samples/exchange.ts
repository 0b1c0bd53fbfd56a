import type { Json } from "../../../../openapi/generate/document.js";
import type { Contract } from "../contract/contract.js";
import type { Operation } from "../contract/operation.js";
import { wordsOf } from "../contract/words.js";
import { localEndpoint } from "./call.js";
import { shellQuoted } from "./shell.js";

/**
 * Any operation as a curl command, with a body if it takes one: by default, its own sample. What stands in braces in its path
 * is a variable that the reader sets.
 */
export function exchange(
  operation: Operation,
  contract: Contract,
  body: Json | undefined = operation.request?.sample,
): string {
  const { method, path, request, parameters } = operation;
  const [name = ""] = operation.credentials;
  const headers = parameters.filter(
    ({ required, name: header }) =>
      required && contract.credentials.some((credential) => credential.name === name && credential.header === header),
  );
  const url = localEndpoint(contract) + path;
  return [
    `curl -i ${method === "GET" ? "" : `-X ${method} `}${path.includes("{") ? `"${url.replaceAll(/\{(\w+)\}/g, "$$$1")}"` : shellQuoted(url)}`,
    ...headers.map((header) => `-H ${shellQuoted(`${header.name}: example-${wordsOf(name).join("-").toLowerCase()}`)}`),
    ...(request === undefined
      ? []
      : [`-H ${shellQuoted(`Content-Type: ${request.mediaType}`)}`, `-d ${shellQuoted(JSON.stringify(body))}`]),
  ].join(" \\\n  ");
}

/**
 * The command that has the stub respond to the next event with an exception, by the API that stages faults: the one with an
 * operation whose body has the member `exception`. Nothing where there is none.
 */
export function provoke(exception: string, contract: Contract | undefined): string | undefined {
  const takesIt = (name: string | undefined) =>
    contract?.schemas.find((schema) => schema.name === name)?.properties.some((member) => member.name === "exception");
  const operation = contract?.operations.find(({ request }) => takesIt(request?.schema));
  return contract && operation && exchange(operation, contract, { exception, times: 1 });
}
