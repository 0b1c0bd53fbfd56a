import type { Contract } from "../contract/contract.js";
import { entriesOf } from "../contract/node.js";
import type { Operation, RequestBody } from "../contract/operation.js";

/** One event, as every sample sends it. */
export interface Call {
  /** Such as `SendEvent`. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly mediaType: string;
  /** Where it is sent: the stub on this machine, so that a sample runs as it is. */
  readonly endpoint: string;
  /** The region that tools ask for, also with an endpoint. */
  readonly region: string;
  /** The credential: its member name, its header, and a value that the stub takes. */
  readonly token: { readonly name: string; readonly header: string; readonly value: string };
  /** The members of the event, in the document's order. */
  readonly members: readonly (readonly [name: string, value: string])[];
}

/** An operation that takes an event. */
export type EventOperation = Operation & { readonly request: RequestBody };

/** The operation that takes an event. Throws when the document has none. */
export function eventOperation({ operations }: Contract): EventOperation {
  const operation = operations.find((candidate): candidate is EventOperation => candidate.request !== undefined);
  if (operation === undefined) throw new Error("the document has no operation with a request body");
  return operation;
}

/** The calls of a contract: one for each request example that has a response of the same name and status 200. */
export function callsOf(contract: Contract): Map<string, Call> {
  const operation = eventOperation(contract);
  const accepted = operation.responses.filter(({ status }) => status < 300).flatMap(({ examples }) => examples);
  const names = new Set(accepted.map(({ name }) => name));
  const examples = operation.request.examples.filter(({ name }) => names.has(name));
  return new Map(
    examples.map(({ name, value }) => [
      name,
      {
        operation: operation.id,
        method: operation.method,
        path: operation.path,
        mediaType: operation.request.mediaType,
        ...serversOf(contract),
        token: { name: contract.token.name, header: contract.token.header, value: "example-connection-token" },
        members: entriesOf(value).flatMap(([member, content]) =>
          typeof content === "string" ? [[member, content] as const] : [],
        ),
      },
    ]),
  );
}

function serversOf(contract: Contract): { endpoint: string; region: string } {
  const region = contract.servers.flatMap(({ variables }) => variables).find(({ name }) => name === "region")?.default;
  if (region === undefined) throw new Error("the document must have a regional server");
  return { endpoint: localEndpoint(contract), region };
}

/** The server on the reader's own machine, by its URL. Throws when the document has none. */
export function localEndpoint({ servers }: Contract): string {
  const local = servers.find(({ url }) => new URL(url.replaceAll(/[{}]/g, "")).hostname === "127.0.0.1");
  if (local === undefined) throw new Error("the document must have a local server");
  return local.url;
}
