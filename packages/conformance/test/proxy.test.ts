import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { main } from "../src/main.js";
import { type Exchange, type ProxyOptions, startProxy } from "../src/proxy.js";
import { contractServer, type Distort } from "./fixtures/contract-server.js";

const typing = '{"ContentType":"application/vnd.amazonaws.connect.event.typing"}';
const post = (url: string, headers: Record<string, string> = {}, body = typing) =>
  fetch(url, {
    method: "POST",
    headers: { "X-Amz-Bearer": "a-token", "Content-Type": "application/json", ...headers },
    body,
  });

async function through(upstream: URL, use: (url: string) => Promise<unknown>, options: Partial<ProxyOptions> = {}) {
  const exchanges: Exchange[] = [];
  const proxy = await startProxy({ upstream, onExchange: (one) => exchanges.push(one), ...options });
  try {
    await use(proxy.url);
  } finally {
    await proxy.close();
  }
  return exchanges;
}

/** A server that sends this to every connection, once a request has come to its end. */
async function tcpServer(response: string, isWhole: (seen: string) => boolean) {
  const seen: string[] = [];
  const server = createServer((socket) => {
    let request = "";
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      request += chunk.toString("latin1");
      if (!isWhole(request)) return;
      seen.push(request);
      socket.end(response, "latin1");
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port }: AddressInfo = Object(server.address());
  return { url: new URL(`http://127.0.0.1:${port}`), seen, [Symbol.dispose]: () => server.close() };
}

describe("the proxy", () => {
  it("finds nothing in an exchange that fulfils the contract", async () => {
    await using server = await contractServer();
    const exchanges = await through(server.url, async (url) => {
      expect((await post(`${url}/participant/event`)).status).toBe(200);
      expect((await post(`${url}/participant/event?x=1`)).status).toBe(200);
      expect((await fetch(`${url}/participant/event`, { method: "OPTIONS" })).status).toBe(204);
      expect((await fetch(`${url}/other`)).status).toBe(404);
    });
    const clean = { requestViolations: [], responseViolations: [] };
    expect(exchanges).toEqual([
      { method: "POST", path: "/participant/event", status: 200, ...clean },
      { method: "POST", path: "/participant/event", status: 200, ...clean },
      { method: "OPTIONS", path: "/participant/event", status: 204, ...clean },
      { method: "GET", path: "/other", status: 404, ...clean },
    ]);
  });

  it.each<[string, Record<string, string>, string, string[]]>([
    ["no token", { "X-Amz-Bearer": "" }, typing, ["header X-Amz-Bearer must NOT have fewer than 1 characters"]],
    [
      "a long token",
      { "X-Amz-Bearer": "t".repeat(1001) },
      typing,
      ["header X-Amz-Bearer must NOT have more than 1000 characters"],
    ],
    [
      "another media type",
      { "Content-Type": "Text/Plain; x=1" },
      typing,
      ["the media type is text/plain, not application/json"],
    ],
    ["a body that is not JSON", {}, "{", ["the body is not JSON"]],
    ["no ContentType", {}, "{}", ["the body must have required property 'ContentType'"]],
    ["a Content of another type", {}, typing.replace("}", ',"Content":1}'), ["Content must be string,null"]],
  ])("finds %s in a request", async (_what, headers, body, requestViolations) => {
    await using server = await contractServer();
    const [exchange] = await through(server.url, (url) => post(`${url}/participant/event`, headers, body));
    expect(exchange).toMatchObject({ requestViolations, responseViolations: [] });
  });

  it("finds that token and media type are missing in a request", async () => {
    await using server = await contractServer();
    const [exchange] = await through(server.url, (url) =>
      fetch(`${url}/participant/event`, { method: "POST", body: Buffer.from(typing) }),
    );
    expect(exchange?.requestViolations).toEqual([
      "header X-Amz-Bearer is missing",
      "the media type is missing, not application/json",
    ]);
  });

  it.each<[string, Distort, string]>([
    [
      "an undocumented status",
      (passing) => {
        passing.status = 202;
      },
      "status 202 is not documented",
    ],
    [
      "a missing header",
      (passing) => {
        delete passing.responseHeaders["x-amzn-RequestId"];
      },
      "header x-amzn-RequestId is missing",
    ],
    [
      "a wrong body",
      (passing) => {
        passing.body = "[]";
      },
      "must be object",
    ],
  ])("finds %s in a response", async (_what, distort, violation) => {
    await using server = await contractServer(distort);
    const [exchange] = await through(server.url, (url) => post(`${url}/participant/event`));
    expect(exchange).toMatchObject({ requestViolations: [], responseViolations: [violation] });
  });

  it("finds a body after a preflight", async () => {
    using server = await tcpServer(
      "HTTP/1.1 204 x\r\nx-amzn-RequestId: 1\r\nAllow: POST, OPTIONS\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Expose-Headers: x-amzn-RequestId,x-amzn-ErrorType,Retry-After\r\nAccess-Control-Allow-Methods: POST,OPTIONS\r\nAccess-Control-Max-Age: 600\r\n\r\n",
      (seen) => seen.endsWith("\r\n\r\n"),
    );
    const [exchange] = await through(server.url, (url) => fetch(`${url}/participant/event`, { method: "OPTIONS" }));
    expect(exchange?.responseViolations).toEqual([]);
  });

  it("shows no token, no credentials and no query, whatever the server sends", async () => {
    await using server = await contractServer((passing) => {
      passing.responseHeaders["Content-Type"] = `text/${passing.token}; ${passing.headers.authorization}`;
      passing.responseHeaders["x-amzn-ErrorType"] = passing.token;
    });
    const exchanges = await through(server.url, async (url) => {
      await post(`${url}/participant/event?token=query-secret`, {
        "X-Amz-Bearer": "a-secret",
        Authorization: "Basic dXNlcjpw",
      });
      await post(`${url}/a-secret/dXNlcjpw?query-secret`, {
        "X-Amz-Bearer": "a-secret",
        Authorization: "Basic dXNlcjpw",
      });
    });
    const shown = JSON.stringify(exchanges);
    expect(shown).toContain("the media type is text/$TOKEN, not application/json");
    expect(exchanges[1]?.path).toBe("/$TOKEN/$AUTHORIZATION");
    for (const secret of ["a-secret", "dXNlcjpw", "query-secret"]) expect(shown).not.toContain(secret);
  });

  it("passes requests and responses on without changing a byte, but for Host", async () => {
    const response = `HTTP/1.1 200 Fine\r\nX-odd-Case: 1\r\ncontent-length: 4\r\nSET-cookie: a\r\nX-odd-Case: 2\r\n\r\n\u00ff\0{}`;
    using server = await tcpServer(response, (seen) => seen.endsWith("\u00fe}"));
    const body = `{\u00fe}`;
    const head = (host: string, base = "") =>
      `POST ${base}/participant/event?a=%62 HTTP/1.1\r\nx-AMZ-bearer: t\r\nHOST: ${host}\r\nX-Twice: 1\r\nContent-Length: ${body.length}\r\nX-Twice: 2\r\n\r\n`;
    let came = "";
    server.url.pathname = "/base/";
    await through(server.url, async (url) => {
      const socket = connect(Number(new URL(url).port), "127.0.0.1");
      socket.write(head(new URL(url).host) + body, "latin1");
      socket.on("data", (chunk) => {
        came += chunk.toString("latin1");
        if (came.endsWith("{}")) socket.end();
      });
      await once(socket, "close");
    });
    expect(server.seen).toEqual([head(server.url.host, "/base") + body]);
    expect(came).toBe(response);
  });

  it.each([
    ['4\r\n{"a"\r\n3\r\n:1}\r\n0\r\n\r\n', '7\r\n{"a":1}\r\n0\r\n\r\n'],
    ["0\r\n\r\n", "0\r\n\r\n"],
  ])("passes a body in chunks on in one: %j", async (chunks, passed) => {
    using server = await tcpServer("HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n", (seen) => seen.endsWith("0\r\n\r\n"));
    await through(server.url, async (url) => {
      const socket = connect(Number(new URL(url).port), "127.0.0.1");
      socket.write(`POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`);
      await once(socket, "data");
      socket.destroy();
    });
    expect(server.seen[0]?.split("\r\n\r\n").slice(1).join("\r\n\r\n")).toBe(passed);
  });

  it("sends the client no response when the server sends none, and says why", async () => {
    const [exchange] = await through(new URL("http://127.0.0.1:1"), (url) =>
      expect(post(`${url}/participant/event`)).rejects.toThrow("fetch failed"),
    );
    expect(exchange).toEqual({
      method: "POST",
      path: "/participant/event",
      status: undefined,
      requestViolations: [],
      responseViolations: ["none: connect ECONNREFUSED 127.0.0.1:1"],
    });
  });

  it("waits for a response only as long as it is told", async () => {
    using server = await tcpServer("", () => false);
    const [exchange] = await through(server.url, (url) => post(`${url}/x`).catch(() => {}), { timeoutMs: 50 });
    expect(exchange?.responseViolations).toEqual(["none: no response within 50 ms"]);
  });

  it("goes on when a client disconnects before its request is whole", async () => {
    await using server = await contractServer();
    const exchanges = await through(server.url, async (url) => {
      const socket = connect(Number(new URL(url).port), "127.0.0.1");
      socket.write("POST /participant/event HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n{");
      socket.end();
      await once(socket.resume(), "close");
      await post(`${url}/participant/event`);
    });
    expect(exchanges.map(({ status }) => status)).toEqual([200]);
  });

  it("breaks what is under way when it is closed, and listens no more", async () => {
    using server = await tcpServer("", () => true);
    const proxy = await startProxy({ upstream: server.url, onExchange: () => {} });
    const port = Number(new URL(proxy.url).port);
    const client = connect(port, "127.0.0.1");
    client.write("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n");
    await once(client, "connect");
    client.on("error", () => {});
    await Promise.all([new Promise((resolve) => client.on("close", resolve)), proxy.close()]);
    await expect(once(connect(port, "127.0.0.1"), "connect")).rejects.toThrow("ECONNREFUSED");
  });

  it("rejects when its port is in use", async () => {
    await using server = await contractServer();
    const port = Number(server.url.port);
    await expect(startProxy({ upstream: server.url, port, onExchange: () => {} })).rejects.toThrow("EADDRINUSE");
  });
});

describe("sendevent-conformance --proxy", () => {
  /** Runs the command until `use` is done. */
  async function command(parameters: string[], use: (url: string) => Promise<unknown>) {
    const written = { out: "", err: "" };
    let done: Promise<unknown> = Promise.resolve();
    const code = await main(parameters, {
      stdout: { write: (text) => (written.out += text) },
      stderr: {
        write: (text) => {
          written.err += text;
          const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
          if (url !== undefined && text.includes("forwards")) done = use(url);
        },
      },
      interrupted: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        await done;
      },
    });
    return { ...written, code };
  }

  it("says where it listens, reports each violation on a line, and ends with 1", async () => {
    await using server = await contractServer((passing) => {
      if (passing.status === 200) passing.status = 202;
    });
    const { out, err, code } = await command(["--proxy", server.url.href, "--port", "0"], async (url) => {
      await post(`${url}/participant/event`, {}, "{}");
      await post(`${url}/participant/event?q=1`);
    });
    expect(err.replace(/:\d+ forwards/, ":PORT forwards").split("\n")).toEqual([
      `http://127.0.0.1:PORT forwards to ${server.url.origin}, and reports what violates the contract. Ctrl+C stops it.`,
      "POST /participant/event: request: the body must have required property 'ContentType'",
      "POST /participant/event 202: response: status 202 is not documented",
      "",
    ]);
    expect({ out, code }).toEqual({ out: "", code: 1 });
  });

  it("ends with 0 when nothing violated the contract", async () => {
    await using server = await contractServer();
    const { err, code } = await command(["--proxy", server.url.href, "--port", "0"], (url) =>
      post(`${url}/participant/event`),
    );
    expect(err.split("\n")).toHaveLength(2);
    expect(code).toBe(0);
  });

  it("writes a dash for the status of a response that never came", async () => {
    const { err, code } = await command(["--proxy", "http://127.0.0.1:1", "--port", "0"], (url) =>
      post(`${url}/x`).catch(() => {}),
    );
    expect(err).toContain("POST /x -: response: none: connect ECONNREFUSED 127.0.0.1:1\n");
    expect(code).toBe(1);
  });

  it("listens on port 4011 unless told otherwise", async () => {
    const { err } = await command(["--proxy", "http://127.0.0.1:1"], async () => {});
    expect(err).toMatch(/^(http:\/\/127\.0\.0\.1:4011 forwards|.* EADDRINUSE: .* 127\.0\.0\.1:4011\n)/);
  });

  it("ends with 2 when its port is in use", async () => {
    await using server = await contractServer();
    const { err, code } = await command(["--proxy", server.url.href, "--port", server.url.port], async () => {});
    expect(err).toBe(`sendevent-conformance: listen EADDRINUSE: address already in use 127.0.0.1:${server.url.port}\n`);
    expect(code).toBe(2);
  });
});
