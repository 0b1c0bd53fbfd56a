import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { violations, type WireRequest } from "./documented.js";

/** What the server responds with: a status, headers and a body; or a function that writes the response itself. */
export interface ScriptedResponse {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  write?: (response: ServerResponse) => void;
}

/** The response to an event that was sent. */
export const sent: ScriptedResponse = {
  body: JSON.stringify({ Id: "id-1", AbsoluteTime: "2026-11-22T10:00:00.000Z" }),
};

/** An error response by the service. */
export function errorResponse(status: number, name: string, headers: Record<string, string> = {}): ScriptedResponse {
  return {
    status,
    headers: { "x-amzn-ErrorType": name, ...headers },
    body: JSON.stringify({ Message: `${name} it is` }),
  };
}

/**
 * A server on a port of its own that gives the responses in turn, the last one again and again. It keeps what it was sent,
 * and fails the test when the document does not describe it. It is closed when the test is over.
 */
export async function startServer(responses: ScriptedResponse[] = [sent], base = "") {
  const requests: WireRequest[] = [];
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const { method = "", url = "" } = message;
    const headers = new Headers(
      Object.entries(message.headersDistinct).map(([name, values = []]) => [name, values.join(", ")]),
    );
    requests.push({ method, path: url, headers, body: Buffer.concat(chunks).toString() });
    const scripted = responses[Math.min(requests.length, responses.length) - 1] ?? sent;
    if (scripted.write) return scripted.write(response);
    response
      .writeHead(scripted.status ?? 200, { "content-type": "application/json", ...scripted.headers })
      .end(scripted.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const found = requests.flatMap((request) => violations(request, base));
    if (found.length > 0) throw new Error(`the document does not describe what was sent: ${found.join("; ")}`);
  });
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}${base}`, requests };
}
