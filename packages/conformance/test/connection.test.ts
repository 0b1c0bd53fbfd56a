import { createServer, request } from "node:http";
import { constants, createServer as createHttp2Server, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { runConformance } from "../src/conformance.js";
import { givenTokens } from "../src/tokens.js";
import { contractServer, type Passing } from "./fixtures/contract-server.js";
import { front, hasNoCertificate, pem, temporaryFile } from "./fixtures/front.js";
import { run } from "./fixtures/run.js";

describe("--header", () => {
  const key = "gateway key";
  const only = ["--only", "event-typing", "--only", "http-1-0", "--level", "transport"];
  it("is sent with every request: of a case, raw ones too, of the control API, and the first", async () => {
    await using server = await contractServer();
    const headers = ["--header", `X-Api-Key:  ${key} `, "--header", "X-Two:2"];
    const { code } = await run("--url", server.url.href, "--stub", ...headers, ...only);
    expect(code).toBe(0);
    expect(server.requests.map(({ method, headers }) => [method, headers["x-api-key"], headers["x-two"]])).toEqual(
      ["OPTIONS", "POST", "POST", "POST", "DELETE", "POST", "POST"].map((method) => [method, key, "2"]),
    );
  });

  it("replaces one of the kit's own, but none of a case", async () => {
    await using server = await contractServer();
    const headers = ["--header", "host: other.example", "--header", "accept: application/*"];
    await run("--url", server.url.href, ...headers, "--only", "event-typing", "--only", "accept-json.yaml");
    expect(server.requests.at(-1)?.headers).toMatchObject({ host: "other.example", accept: "application/*" });
    await run("--url", server.url.href, ...headers, "--only", "accept/accept-xml");
    expect(server.requests.at(-1)?.headers.accept).toBe("application/xml");
  });

  const basic = Buffer.from("gate-user:gate-password").toString("base64");
  it.each(["human", "html", "json", "junit"])("stays out of the report as %s, with its parts", async (report) => {
    const secrets = [key, "bearer-of-news", "cookie-value-1", "gate-user", "gate-password", basic];
    await using server = await contractServer((passing) => {
      passing.status = 403;
      passing.responseHeaders = { "x-echo": secrets.join(" "), "x-amzn-errortype": "bearer-of-news" };
      passing.body = JSON.stringify(secrets);
    });
    const lines = [
      `X-Key: ${key}`,
      "X-Token: Bearer bearer-of-news",
      "Cookie: a=1; b=cookie-value-1",
      `Authorization: Basic ${basic}`,
    ];
    const parameters = lines.flatMap((line) => ["--header", line]);
    const { out } = await run("--url", server.url.href, "--report", report, ...parameters, ...only);
    for (const secret of secrets) expect(out).not.toContain(secret);
    expect(out).toMatch(/-H 'X-Key: '("|&quot;|\\")\$HEADER_X_KEY/);
    expect(out).toContain("$HEADER_AUTHORIZATION");
  });

  it("stays out of messages, too", async () => {
    const { err } = await run("--url", "http://h", "--header", "X-Key: gateway-key", "--ca", "/none/gateway-key");
    expect(err).toMatch(/^sendevent-conformance: ENOENT: .*\/none\/\$HEADER_X_KEY'\n$/);
    expect((await run("--url", "http://h", "--header", "gateway-key")).err).not.toContain("gateway-key");
  });
});

describe("a path in --url", () => {
  it("goes before that of every request, raw ones too", async () => {
    await using server = await contractServer();
    const gateway = createServer((incoming, outgoing) => {
      const path = incoming.url?.replace(/^(http:\/\/[^/]+)?\/base(?=\/)/, "$1");
      if (path === incoming.url) return void outgoing.writeHead(502).end();
      const { method } = incoming;
      const headers = { ...incoming.headersDistinct, host: incoming.headers.host };
      incoming.pipe(
        request(server.url, { method, path, headers }, (response) => {
          outgoing.writeHead(response.statusCode ?? 0, response.headers);
          response.pipe(outgoing);
        }),
      );
    });
    await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
    const { port }: AddressInfo = Object(gateway.address());
    const only = ["events/", "connection-token/", "path-absolute", "body-chunked", "path-root"].flatMap((one) => [
      "--only",
      one,
    ]);
    const { out, code } = await run("--url", `http://127.0.0.1:${port}/base/`, "--stub", "--level", "all", ...only);
    gateway.close();
    expect(out).toMatch(/: 2\d passed, 0 failed, 0 skipped/);
    expect(code).toBe(0);
  });
});

describe.skipIf(hasNoCertificate)("https", () => {
  const only = ["--only", "events/", "--only", "body-chunked"];
  it("is spoken to a server whose certificate --ca vouches for", async () => {
    await using server = await contractServer();
    using secure = await front("https", server.url);
    using ca = temporaryFile(pem ?? "");
    const { code, err } = await run("--url", secure.url.href, "--ca", ca.path, "--stub", ...only);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect([...secure.versions]).toEqual(["1.1"]);
  });

  it("is spoken to any server with --insecure, and to none without", async () => {
    await using server = await contractServer();
    using secure = await front("https", server.url);
    expect((await run("--url", secure.url.href, "--insecure", "--stub", ...only)).code).toBe(0);
    const { code, err } = await run("--url", secure.url.href, ...only);
    expect(code).toBe(2);
    expect(err).toBe(`sendevent-conformance: ${secure.url.origin} can't be reached: self-signed certificate\n`);
  });

  it.each([
    [["--insecure"], "--http1.1 --path-as-is --insecure 'https:"],
    [["--ca", "FILE"], "--http1.1 --path-as-is --cacert 'FILE' 'https:"],
    [["--insecure", "--http2"], "--http2 --path-as-is --insecure 'https:"],
  ])("is what the reported command of %j speaks", async (parameters, command) => {
    await using server = await contractServer(({ responseHeaders }) => delete responseHeaders["x-amzn-RequestId"]);
    using secure = await front(parameters.includes("--http2") ? "h2" : "https", server.url);
    using ca = temporaryFile(pem ?? "");
    const given = parameters.map((one) => (one === "FILE" ? ca.path : one));
    const { out } = await run("--url", secure.url.href, ...given, "--only", "event-typing");
    expect(out.replace(ca.path, "FILE")).toContain(`curl -i -X POST ${command}`);
  });
});

describe("--http2", () => {
  const all = ["--http2", "--stub", "--level", "all"];
  it.skipIf(hasNoCertificate)("negotiates it over TLS", async () => {
    await using server = await contractServer();
    using secure = await front("h2", server.url);
    const only = ["events/", "method/", "cross-origin/", "no-replay-empty"].flatMap((one) => ["--only", one]);
    const { out, code } = await run("--url", secure.url.href, "--insecure", ...all, ...only);
    expect(out).toMatch(/: 23 passed, 0 failed, 0 skipped/);
    expect(code).toBe(0);
    expect([...secure.versions]).toEqual(["2.0"]);
  });

  it("speaks it from the first byte on without TLS, and skips what it can't say", async () => {
    await using server = await contractServer();
    using plain = await front("h2c", server.url);
    const { out, code } = await run(
      "--url",
      plain.url.href,
      ...all,
      "--only",
      "event-typing",
      "--only",
      "body-chunked",
    );
    expect(out.split("\n").slice(0, 2)).toEqual([
      "SKIPPED body/body-chunked-empty, body/body-chunked",
      "  its bytes (chunks, malformed HTTP, a connection that breaks) can't be said in HTTP/2",
    ]);
    expect(code).toBe(0);
    expect([...plain.versions]).toEqual(["2.0"]);
  });

  it("is what the reported command speaks", async () => {
    await using server = await contractServer(({ responseHeaders }) => delete responseHeaders["x-amzn-RequestId"]);
    using plain = await front("h2c", server.url);
    const { out } = await run("--url", plain.url.href, "--http2", "--only", "event-typing");
    expect(out).toContain("curl -i -X POST --http2-prior-knowledge --path-as-is 'http:");
    expect(out).not.toContain("Connection: close");
  });

  it("sends the host, and the headers that are given", async () => {
    await using server = await contractServer();
    using plain = await front("h2c", server.url);
    const headers = ["--header", "X-Key: the-key", "--header", "Connection: keep-alive"];
    await run("--url", plain.url.href, "--http2", "--only", "event-typing", ...headers);
    expect(server.requests.at(-1)?.headers).toMatchObject({ host: plain.url.host, "x-key": "the-key" });
    await run("--url", plain.url.href, "--http2", "--only", "event-typing", "--header", "Host: other.example");
    expect(server.requests.at(-1)?.headers.host).toBe("other.example");
  });

  it.each([
    ["never responds", () => {}, "no response within 300 ms"],
    ["closes the connection", (stream: ServerHttp2Stream) => stream.session?.destroy(), "before there was a response"],
    [
      "resets the stream",
      (stream: ServerHttp2Stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR),
      "INTERNAL_ERROR",
    ],
  ])("says so when the server %s", async (_what, respond, message) => {
    const server = createHttp2Server();
    server
      .on("sessionError", () => {})
      .on("stream", (stream) => {
        stream.on("error", () => {});
        respond(stream);
      });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port }: AddressInfo = Object(server.address());
    const { err, code } = await run("--url", `http://127.0.0.1:${port}`, "--http2", "--timeout", "300");
    server.close();
    expect(err).toMatch(/^sendevent-conformance: http:\/\/127\.0\.0\.1:\d+ can't be reached: [^\n]+\n$/);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  it("says so when the server does not speak it", async () => {
    await using server = await contractServer();
    const { err, code } = await run("--url", server.url.href, "--http2");
    expect(err).toMatch(/^sendevent-conformance: http:\S+ can't be reached: [^\n]+\n$/);
    expect(code).toBe(2);
  });

  it.skipIf(hasNoCertificate)("says so when the server negotiates another version", async () => {
    await using server = await contractServer();
    using secure = await front("https", server.url);
    const { err, code } = await run("--url", secure.url.href, "--http2", "--insecure");
    expect(err).toMatch(/can't be reached: [^\n]*(HTTP\/2|application protocol)/);
    expect(code).toBe(2);
  });
});

describe("--concurrency", () => {
  /** Responds to events once so many of them wait, or to none. */
  async function waiting(together: number) {
    let most = 0;
    const held: (() => void)[] = [];
    const server = createServer((incoming, outgoing) => {
      incoming.resume();
      if (incoming.method === "OPTIONS") return void outgoing.end();
      held.push(() => outgoing.writeHead(403).end());
      most = Math.max(most, held.length);
      if (held.length >= together) for (const respond of held.splice(0)) respond();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port }: AddressInfo = Object(server.address());
    return { url: `http://127.0.0.1:${port}`, most: () => most, [Symbol.dispose]: () => void server.close() };
  }

  it("runs so many cases at a time, and reports them in their order", async () => {
    using server = await waiting(3);
    const only = ["--only", "events/"];
    const { out } = await run("--url", server.url, "--concurrency", "3", ...only, "--report", "json");
    const { results } = JSON.parse(out);
    expect(results.map(({ steps: _, id }: { steps: unknown; id: string }) => id)).toEqual([
      "event-client-token",
      "event-connection-acknowledged",
      "event-content-unicode",
      "event-message-delivered",
      "event-message-read",
      "event-typing",
    ]);
    expect(results[0].exchanges[0].response.status).toBe(403);
    expect(server.most()).toBe(3);
  });

  it("is 1 unless set", async () => {
    using server = await waiting(1);
    await run("--url", server.url, "--only", "events/");
    expect(server.most()).toBe(1);
  });

  it("begins no case after a failure with --bail", async () => {
    using server = await waiting(2);
    const { out } = await run("--url", server.url, "--concurrency", "2", "--only", "events/", "--bail");
    expect(out).toMatch(/: 0 passed, 2 failed, 0 skipped/);
  });
});

it("an empty list of --only in a program is none at all", async () => {
  await using server = await contractServer((passing: Passing) => Object.assign(passing, { status: 403 }));
  const options = { url: server.url, tokens: givenTokens("t"), bail: true };
  expect((await runConformance({ ...options, only: [] })).results).toHaveLength(1);
});
