import { type AddressInfo, connect, createServer } from "node:net";
import { text } from "node:stream/consumers";
import { ConnectParticipant } from "@sendevent/client";
import { startStub } from "@sendevent/stub";
import { expect, it } from "vitest";
import { type Exchange, startProxy } from "../src/proxy.js";
import { wrongErrorShape } from "./fixtures/wrong-error-shape.js";

const typing = "application/vnd.amazonaws.connect.event.typing";

async function through(upstream: URL, use: (url: string) => Promise<unknown>): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  const proxy = await startProxy({ upstream, onExchange: (one) => exchanges.push(one) });
  try {
    await use(proxy.url);
  } finally {
    await proxy.close();
  }
  return exchanges;
}

it("sees nothing wrong between our client and our stub", async () => {
  await using stub = await startStub({ port: 0 });
  const exchanges = await through(new URL(stub.url), async (endpoint) => {
    const client = new ConnectParticipant({ endpoint, maxAttempts: 1 });
    await client.sendTyping("token");
    await client.sendMessageRead("token", "message");
    await client.sendTyping("stub:ThrottlingException").catch(() => {});
  });
  expect(exchanges.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(exchanges.flatMap(({ request, answer }) => [...request, ...answer])).toEqual([]);
});

it("tells which side broke the contract, and how", async () => {
  await using server = await wrongErrorShape();
  const [exchange] = await through(server.url, (url) =>
    fetch(`${url}/participant/event`, { method: "POST", body: JSON.stringify({ ContentType: "text/plain" }) }),
  );
  expect(exchange?.request).toContain("header X-Amz-Bearer is missing");
  expect(exchange?.request.join("\n")).toMatch(/^ContentType must be equal to/m);
  expect(exchange?.answer).toContain("header x-amzn-ErrorType is missing");
});

it("passes requests and answers on without changing a byte, but for Host", async () => {
  const answer = `HTTP/1.1 200 Fine\r\nX-odd-Case: 1\r\ncontent-length: 2\r\nSET-cookie: a\r\nX-odd-Case: 2\r\n\r\n{}`;
  let seen = "";
  const server = createServer((socket) => {
    socket.on("data", (chunk) => {
      seen += chunk.toString("latin1");
      if (seen.endsWith('"}')) socket.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port }: AddressInfo = Object(server.address());
  const body = `{"ContentType": "${typing}"}`;
  const head = (host: string) =>
    `POST /participant/event?a=%62 HTTP/1.1\r\nx-AMZ-bearer: t\r\nHost: ${host}\r\nX-Twice: 1\r\nContent-Length: ${body.length}\r\nX-Twice:  2\r\n\r\n`;
  let came = "";
  await through(new URL(`http://127.0.0.1:${port}`), async (url) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write(head(new URL(url).host) + body);
    socket.once("data", () => socket.end());
    came = await text(socket);
  });
  server.close();
  expect(seen).toBe(head(`127.0.0.1:${port}`).replace("X-Twice:  2", "X-Twice: 2") + body);
  expect(came).toBe(answer);
});

it("gives the client no answer when the server gives none, and says why", async () => {
  const [exchange] = await through(new URL("http://127.0.0.1:1"), (url) =>
    expect(fetch(url)).rejects.toThrow("fetch failed"),
  );
  expect(exchange).toMatchObject({ status: undefined, answer: [expect.stringContaining("ECONNREFUSED")] });
});
