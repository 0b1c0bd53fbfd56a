import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, it } from "vitest";
import { exchange, WireError } from "../src/wire.js";

const request = Buffer.from("POST /x HTTP/1.1\r\nHost: h\r\n\r\n");

/** A server whose connections are in the hands of a test, and what they brought. */
async function serving(respond: (socket: Socket) => void, host = "127.0.0.1") {
  const seen = { bytes: "", ended: 0 };
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("error", () => {});
    socket.on("end", () => (seen.ended += 1));
    socket.on("data", (chunk) => {
      seen.bytes += chunk.toString("latin1");
      if (seen.bytes.includes("\r\n\r\n")) respond(socket);
    });
  });
  const closed = new Promise<void>((resolve) => {
    server.once("connection", (socket) => socket.once("close", () => resolve()));
  });
  const url = new URL(`http://${host.includes(":") ? `[${host}]` : host}:${await listening(server, host)}`);
  return { url, seen, closed, [Symbol.dispose]: () => server.close() };
}

async function listening(server: Server, host = "127.0.0.1"): Promise<number> {
  await once(server.listen(0, host), "listening");
  const { port }: AddressInfo = Object(server.address());
  return port;
}

const sending = (response: string) => (socket: Socket) => void socket.write(response, "latin1");

describe("an exchange", () => {
  it("sends exactly the bytes, and gives all that came back", async () => {
    using server = await serving(
      sending("HTTP/1.1 200 Very Fine\r\nX-One: 1\r\nx-two: a\r\nX-TWO: b\r\nContent-Length: 3\r\n\r\n\u00ff{}"),
    );
    const response = await exchange(server.url, "POST", request, { timeoutMs: 20_000 });
    expect(server.seen.bytes).toBe(request.toString());
    expect(response).toEqual({
      status: 200,
      statusMessage: "Very Fine",
      headers: new Map([
        ["x-one", "1"],
        ["x-two", "a, b"],
        ["content-length", "3"],
      ]),
      rawHeaders: ["X-One", "1", "x-two", "a", "X-TWO", "b", "Content-Length", "3"],
      bytes: Buffer.from([0xff, 0x7b, 0x7d]),
      body: "\ufffd{}",
    });
  });

  it.each(["HEAD", "CONNECT"])("expects no body after %s", async (method) => {
    using server = await serving(sending("HTTP/1.1 200 x\r\nContent-Length: 5\r\n\r\n"));
    expect((await exchange(server.url, method, request, { timeoutMs: 20_000 })).body).toBe("");
  });

  it("reads the response to a method that Node does not know", async () => {
    using server = await serving(sending("HTTP/1.1 405 x\r\nContent-Length: 2\r\n\r\nno"));
    expect((await exchange(server.url, "FETCH", request, { timeoutMs: 20_000 })).body).toBe("no");
  });

  it.each([
    [true, 1],
    [false, 0],
    [undefined, 0],
  ])("with halfClose %s closes the sending half %i times before the response", async (halfClose, times) => {
    using server = await serving((socket) => {
      setImmediate(() =>
        setImmediate(() =>
          socket.write(`HTTP/1.1 200 x\r\nX-Ended: ${server.seen.ended}\r\nContent-Length: 0\r\n\r\n`),
        ),
      );
    });
    const options = { timeoutMs: 20_000, ...(halfClose !== undefined && { halfClose }) };
    const { headers } = await exchange(server.url, "POST", request, options);
    expect(headers.get("x-ended")).toBe(String(times));
  });

  it("closes the connection once it has the response, or none in time", async () => {
    const responses = { "HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n": 60_000, "": 100 };
    for (const [response, timeoutMs] of Object.entries(responses)) {
      using server = await serving((socket) => {
        socket.on("end", () => socket.end());
        socket.write(response);
      });
      await exchange(server.url, "POST", request, { timeoutMs }).catch(() => {});
      await server.closed;
    }
  });

  it("reaches an IPv6 address", async () => {
    using server = await serving(sending("HTTP/1.1 204 x\r\n\r\n"), "::1");
    expect((await exchange(server.url, "POST", request, { timeoutMs: 20_000 })).status).toBe(204);
  });
});

describe("an exchange is rejected with a WireError that says why", () => {
  const rejected = async (url: URL, timeoutMs = 20_000) => {
    const error: unknown = await exchange(url, "POST", request, { timeoutMs }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WireError);
    return String(error);
  };

  it("when nobody listens", async () => {
    expect(await rejected(new URL("http://127.0.0.1:1"))).toBe("WireError: connect ECONNREFUSED 127.0.0.1:1");
  });

  it("when no response came in time", async () => {
    using server = await serving(() => {});
    expect(await rejected(server.url, 30)).toBe("WireError: no response within 30 ms");
  });

  it("when half a response came in time", async () => {
    using server = await serving(sending("HTTP/1.1 200 x\r\nContent-Length: 5\r\n\r\nab"));
    expect(await rejected(server.url, 30)).toBe("WireError: no response within 30 ms");
  });

  it("when the connection is closed without a response", async () => {
    using server = await serving((socket) => socket.end());
    expect(await rejected(server.url)).toBe("WireError: socket hang up");
  });

  it("when the response is cut short", async () => {
    using server = await serving((socket) => socket.end("HTTP/1.1 200 x\r\nContent-Length: 5\r\n\r\nab"));
    expect(await rejected(server.url)).toBe("WireError: aborted");
  });

  it("when the response is not HTTP", async () => {
    using server = await serving((socket) => socket.end("220 smtp ready\r\n"));
    expect(await rejected(server.url)).toMatch(/^WireError: Parse Error: /);
  });

  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "-"];
  const parameters = ["req", "-x509", ...key, "-subj", "/CN=localhost", "-days", "1"];
  const { stdout: pem, status } = spawnSync("openssl", parameters, { encoding: "utf8" });
  if (status !== 0) console.error("the test of certificates is skipped: there is no openssl");
  it.skipIf(status !== 0 && process.env["CI"] !== "true")("when nobody vouches for its certificate", async () => {
    const names: string[] = [];
    const SNICallback = (name: string, done: (error: Error | null) => void) => {
      names.push(name);
      done(null);
    };
    const server = createTlsServer({ key: pem, cert: pem, SNICallback }, (socket) =>
      sending("HTTP/1.1 204 x\r\n\r\n")(socket),
    );
    server.on("tlsClientError", () => {});
    const port = await listening(server);
    expect(await rejected(new URL(`https://localhost:${port}`))).toMatch(/^WireError: self-signed certificate/);
    expect(names).toEqual(["localhost"]);
    server.close();
  });
});
