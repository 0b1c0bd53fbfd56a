import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { violations, type WireRequest } from "./documented.js";

/** What the server answers: a status, headers and a body; or a function that writes the response itself. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  write?: (response: ServerResponse) => void;
}

/** The answer to an event that was sent. */
export const sent: Answer = { body: JSON.stringify({ Id: "id-1", AbsoluteTime: "2026-11-22T10:00:00.000Z" }) };

/** A refusal by the service. */
export function refusal(status: number, name: string, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { "x-amzn-ErrorType": name, ...headers },
    body: JSON.stringify({ Message: `${name} it is` }),
  };
}

/**
 * A server on a port of its own that gives the answers in turn, the last one again and again. It keeps what it was sent,
 * and fails the test when the document does not describe it. It is closed when the test is over.
 */
export async function startServer(answers: Answer[] = [sent], base = "") {
  const requests: WireRequest[] = [];
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const { method = "", url = "" } = message;
    const headers = new Headers(
      Object.entries(message.headersDistinct).map(([name, values = []]) => [name, values.join(", ")]),
    );
    requests.push({ method, path: url, headers, body: Buffer.concat(chunks).toString() });
    const answer = answers[Math.min(requests.length, answers.length) - 1] ?? sent;
    if (answer.write) return answer.write(response);
    response
      .writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers })
      .end(answer.body);
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
