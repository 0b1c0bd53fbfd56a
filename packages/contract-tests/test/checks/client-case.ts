import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isDeepStrictEqual } from "node:util";
import type { CaseResponse, Contract, ContractCase, HttpRequest, Outcome } from "@sendevent/conformance";
import { isObject, type JsonObject, parseJson } from "@sendevent/conformance";
import { connectionToken } from "@sendevent/openapi";

/** A client of any make: sends one event to an endpoint, once, without retries. */
export type SendEvent = (endpoint: string, input: JsonObject) => Promise<unknown>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Runs a case against a client: the request that it sends, and the call's outcome. An empty list is a case that passes. */
export async function runClientCase(
  contractCase: ContractCase,
  contract: Contract,
  sendEvent: SendEvent,
): Promise<string[]> {
  const { input = {}, request = {}, response, outcome = {} } = contractCase;
  const requests: HttpRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    requests.push(await read(incoming));
    respond(outgoing, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port }: AddressInfo = Object(server.address());
  try {
    const call = { ConnectionToken: "token", ...input };
    const result = await sendEvent(`http://127.0.0.1:${port}`, call).then(
      (output) => ({ output }),
      (error: unknown) => ({ error }),
    );
    return [...requestFindings(requests, call, request.body, contract), ...outcomeFindings(result, outcome, response)];
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function read(incoming: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = new Map(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  const { method = "", url: target = "" } = incoming;
  return { method, target, headers, body: Buffer.concat(chunks).toString("utf8") };
}

function respond(outgoing: ServerResponse, response: CaseResponse) {
  const { status, exception, headers = {}, body, text, truncated = false } = response;
  const bytes = Buffer.from(text ?? (body === undefined ? "" : JSON.stringify(body)));
  outgoing.statusCode = status;
  if (text === undefined && body !== undefined) outgoing.setHeader("Content-Type", "application/json");
  if (exception !== undefined) outgoing.setHeader("x-amzn-ErrorType", exception);
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === "string") outgoing.setHeader(name, value);
  }
  outgoing.setHeader("Content-Length", truncated ? bytes.length + 10 : bytes.length);
  if (!truncated) outgoing.end(bytes);
  else outgoing.write(bytes, () => outgoing.destroy());
}

function requestFindings(requests: HttpRequest[], call: JsonObject, body: unknown, contract: Contract): string[] {
  const [request] = requests;
  if (request === undefined || requests.length !== 1) return [`${requests.length} requests were sent, not 1`];
  const sent = parseJson(request.body);
  const { ClientToken, ...members } = isObject(sent) ? sent : {};
  const { ClientToken: given, ...expected } = isObject(body) ? body : {};
  const token = request.headers.get(connectionToken.header.toLowerCase());
  return [
    ...contract.requestViolations(request),
    ...(token === call["ConnectionToken"] ? [] : ["the ConnectionToken is not the one of the call"]),
    ...(isDeepStrictEqual(members, expected)
      ? []
      : [`the body is ${JSON.stringify(members)}, not ${JSON.stringify(expected)}`]),
    ...(given === undefined && !uuid.test(String(ClientToken)) ? ["the ClientToken that was made up is no UUID"] : []),
    ...(given !== undefined && ClientToken !== given ? ["the ClientToken is not the one of the call"] : []),
  ];
}

function outcomeFindings(
  result: { output: unknown } | { error: unknown },
  { output, exception, error: name }: Outcome,
  response: CaseResponse,
): string[] {
  const { $metadata, ...members }: { $metadata?: unknown } = Object("output" in result ? result.output : result.error);
  const { httpStatusCode, requestId }: { httpStatusCode?: unknown; requestId?: unknown } = Object($metadata);
  const metadata = [
    ...differs("$metadata.httpStatusCode", httpStatusCode, response.status),
    ...differs("$metadata.requestId", requestId, response.headers?.["x-amzn-RequestId"]),
  ];
  if (output !== undefined) {
    if (!("output" in result)) return [`it failed: ${result.error}`];
    return [...differs("the output", members, output), ...metadata];
  }
  if (!("error" in result)) return ["it succeeded"];
  const error: { name?: unknown; message?: unknown; $fault?: unknown } = Object(result.error);
  return [
    ...differs("name", error.name, exception?.name ?? name),
    ...(exception?.message === undefined ? [] : differs("message", error.message, exception.message)),
    ...(exception === undefined ? [] : differs("$fault", error.$fault, exception.fault)),
    ...metadata,
  ];
}

function differs(what: string, found: unknown, expected: unknown): string[] {
  return isDeepStrictEqual(found, expected)
    ? []
    : [`${what} is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`];
}
