import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseRequest } from "../src/case.js";
import { writeRequest } from "../src/request.js";
import { temporaryFile } from "./fixtures/front.js";

const typing = '{"ContentType":"application/vnd.amazonaws.connect.event.typing"}';
const token = { name: "TOKEN", value: 'it\'s a \\ "token"' };
const basic = { name: "CREDENTIALS", value: "dXNlcjpwYXNz" };

/** A server that keeps the bytes of each connection. */
let received = "";
let url: URL;
const server = createServer((socket: Socket) => {
  socket.on("error", () => {});
  socket.on("data", (chunk: Buffer) => {
    received += chunk.toString("latin1");
    const [head, body = ""] = received.split("\r\n\r\n");
    const [, length = "0"] = /^content-length: (\d+)/im.exec(head ?? "") ?? [];
    const isWhole = received.includes("\r\n\r\n") && body.length >= Number(length);
    if (isWhole) socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
});
beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = new URL(`http://127.0.0.1:${Object(server.address()).port}/base`);
});
afterAll(() => server.close());

const write = (request: CaseRequest) => {
  const withCredentials = new URL(url);
  [withCredentials.username, withCredentials.password] = ["user", "pass"];
  return writeRequest(request, { url: withCredentials }, token);
};

/** What a server gets of a command that a shell runs. */
async function sent(command: string): Promise<string> {
  received = "";
  const env = { ...process.env, TOKEN: token.value, CREDENTIALS: basic.value };
  using script = temporaryFile(command); // a long one is no argument
  const shell = spawn("sh", [script.path], { env });
  await Promise.all([text(shell.stdout), text(shell.stderr), once(shell, "close")]);
  return received;
}

/** A request as lines, without the order of headers. */
function comparable(bytes: string): unknown {
  const [head = "", body] = bytes.split("\r\n\r\n");
  const [line, ...headers] = head.split("\r\n");
  return { line, headers: headers.map((header) => header.trimEnd()).sort(), body };
}

const requests: [what: string, request: CaseRequest][] = [
  ["an event", { text: typing }],
  ["quotes and line breaks", { text: `it's\n"a" \\ $HOME \`id\`` }],
  ["an empty header", { text: typing, headers: { "X-Empty": "" } }],
  ["a body without Content-Type", { text: typing, headers: { "Content-Type": null } }],
  [
    "headers whose names have that of another in them",
    { text: typing, headers: { "X-Host": "1", "Host-Id": "2", "X-Content-Length": "3", "Content-Length-Of": "4" } },
  ],
  [
    "a body without Content-Type, but with headers that are named alike",
    { text: typing, headers: { "Content-Type": null, "X-Content-Type": "1", "Content-Type-Of": "2" } },
  ],
  ["a method, a path and no body", { method: "PUT", path: "/x/../y?a=b&c='d'" }],
  ["a header with quotes", { method: "GET", headers: { Accept: `a/b;q="it's"` } }],
  ["a body that begins with @", { text: "@/etc/hostname" }],
  ["a User-Agent, in any letter case", { text: typing, headers: { "user-agent": "mine" } }],
  ["an Accept", { method: "GET", headers: { accept: "a/b" } }],
  ["another Host", { text: typing, headers: { Host: "other.example" } }],
  ["a body of bytes", { base64: "eyJD/yI6MX0=" }],
  ["a body with a NUL and a backslash", { base64: "YQBcYg==" }],
  ["a body too long for an argument", { text: "x".repeat(131_072) }],
  ["a body that is just short enough for one", { text: "x".repeat(131_071) }],
  ["a path with what curl expands", { path: "/a[1-2]{b,c}" }],
  ["no length but that of its body", { text: "12", headers: { "Content-Length": "2" } }],
];
const hasCurl = spawnSync("curl", ["--version"]).status === 0;
const hasNc = spawnSync("sh", ["-c", "command -v nc"]).status === 0;
const isDemanded = process.env["CI"] === "true";
if (!hasCurl) console.error("tests of reported commands are skipped: there is no curl");

describe.skipIf(!hasCurl && !isDemanded)("curl sends the same request again", () => {
  it.each(requests)("%s", async (_what, request) => {
    const { bytes, command } = write(request);
    expect(command).toMatch(/^(printf '%b' '[^']*' \| )?curl -i -X /);
    expect(comparable(await sent(`${command} --silent`))).toEqual(comparable(bytes.toString("latin1")));
  });
});

describe.skipIf(!hasNc && !isDemanded)("nc sends the same bytes again", () => {
  it.each<[string, CaseRequest]>([
    ["raw", { raw: ["POST / HTTP/1.1\r\nX: \\é'%s\0\r\n", "X-Amz-Bearer: {token}\r\n", "Host: {host}\r\n\r\n"] }],
    ["framing of its own", { base64: "eyJD/yI6MX0=", headers: { "Content-Length": "3" } }],
  ])("%s", async (_what, request) => {
    const { bytes, command } = write(request);
    expect(await sent(command)).toBe(bytes.toString("latin1"));
  });
});

describe("a command", () => {
  const curl = `curl -i -X POST --path-as-is 'http://127.0.0.1:PORT/base/participant/event' -H 'Connection: close' -H 'X-Amz-Bearer: '"$TOKEN" -H 'Content-Type: application/json' -H 'Authorization: Basic '"$CREDENTIALS" -H 'User-Agent:' -H 'Accept:' --data-raw '${typing}'`;
  const commandOf = (request: CaseRequest) => write(request).command.replaceAll(url.port, "PORT");
  it("is curl, with a variable for each secret", () => {
    expect(commandOf({ text: typing })).toBe(curl);
  });

  it("has neither a Content-Type nor data where there is no body", () => {
    expect(commandOf({ method: "GET" })).toBe(
      `curl -i -X GET --path-as-is 'http://127.0.0.1:PORT/base/participant/event' -H 'Connection: close' -H 'X-Amz-Bearer: '"$TOKEN" -H 'Authorization: Basic '"$CREDENTIALS" -H 'User-Agent:' -H 'Accept:'`,
    );
  });

  it("has curl read no body after HEAD", () => {
    expect(commandOf({ method: "HEAD", token: "absent" })).toMatch(/^curl -i -X HEAD --head --path-as-is 'http:/);
  });

  it.each<[string, CaseRequest]>([
    ["a raw request", { raw: ["POST / HTTP/1.1\r\n\r\n"] }],
    ["a path that does not begin with a slash", { path: "*" }],
    ["framing of its own", { text: "a", headers: { "Transfer-Encoding": "chunked" } }],
    ["a length of its own", { text: "a", headers: { "content-length": "2" } }],
    ["a length without a body", { headers: { "Content-Length": "7" } }],
  ])("is printf for %s", (_what, request) => {
    expect(commandOf(request)).toMatch(/^printf '(%b|%s)+' '.* \| nc 127\.0\.0\.1 PORT # curl can't send this$/s);
  });

  it("joins the text between secrets, and writes it in octal where it is not visible ASCII", () => {
    const raw = ["POST / HTTP/1.1\r\n", "A: {token}~\u007f\\\r\n", "B: é\r\n\r\n"];
    expect(commandOf({ raw })).toBe(
      `printf '%b%s%b%s%b' 'POST / HTTP/1.1\\0015\\0012Authorization: Basic ' "$CREDENTIALS" '\\0015\\0012A: ' "$TOKEN" '~\\0177\\0134\\0015\\0012B: \\0303\\0251\\0015\\0012\\0015\\0012' | nc 127.0.0.1 PORT # curl can't send this`,
    );
  });

  it.each([
    ["http://host/", "nc host 80"],
    ["http://[::1]:81/", "nc ::1 81"],
    ["https://host/", "openssl s_client -quiet -connect host:443"],
    ["https://[::1]:444/", "openssl s_client -quiet -connect [::1]:444"],
  ])("for raw bytes to %s connects with %s", (endpoint, connection) => {
    const { command } = writeRequest({ raw: ["GET / HTTP/1.1\r\n\r\n"] }, { url: new URL(endpoint) });
    expect(command).toBe(`printf '%b' 'GET / HTTP/1.1\\0015\\0012\\0015\\0012' | ${connection} # curl can't send this`);
  });
});

describe("a request", () => {
  const bytesOf = (request: CaseRequest) => write(request).bytes.toString().replaceAll(url.port, "PORT");
  it("is a valid one, but for what the case says", () => {
    expect(bytesOf({ body: { a: 1 } })).toBe(
      `POST /base/participant/event HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\nX-Amz-Bearer: it's a \\ "token"\r\nContent-Type: application/json\r\nContent-Length: 7\r\nAuthorization: Basic dXNlcjpwYXNz\r\n\r\n{"a":1}`,
    );
  });

  it("has the headers of the case in place of its own, in any letter case", () => {
    expect(
      bytesOf({ headers: { "x-amz-BEARER": "other", host: "h", connection: null, Authorization: null, X: "1" } }),
    ).toBe("POST /base/participant/event HTTP/1.1\r\nx-amz-BEARER: other\r\nhost: h\r\nX: 1\r\n\r\n");
  });

  it("is sent to the method and path of the case", () => {
    const { method, target, bytes } = writeRequest({ method: "GET", path: "/x?y" }, { url: new URL("http://h") });
    expect({ method, target }).toEqual({ method: "GET", target: "/x?y" });
    expect(bytes.toString()).toBe("GET /x?y HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  });

  it("is raw, with host and token in place", () => {
    const { method, target, bytes } = write({
      raw: ["PUT /p HTTP/1.1\r\nHost: {host}\r\nA: {token}, {token}", "\r\n\r\n"],
    });
    expect({ method, target }).toEqual({ method: "PUT", target: "/p" });
    expect(bytes.toString()).toBe(
      `PUT /p HTTP/1.1\r\nAuthorization: Basic dXNlcjpwYXNz\r\nHost: ${url.host}\r\nA: ${token.value}, ${token.value}\r\n\r\n`,
    );
    expect(writeRequest({ raw: ["A {token}."] }, { url }).bytes.toString()).toBe("A .");
  });

  it("has a body of JSON, of text in pieces, or of bytes", () => {
    const bodyOf = (request: CaseRequest) =>
      writeRequest(request, { url }).bytes.toString("latin1").split("\r\n\r\n")[1];
    expect(bodyOf({ body: null })).toBe("null");
    expect(bodyOf({ text: ["a", "b"] })).toBe("ab");
    expect(bodyOf({ base64: "/w==" })).toBe("\u00ff");
    expect(bodyOf({})).toBe("");
  });
});
