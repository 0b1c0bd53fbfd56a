import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createNetServer } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { startStub } from "@sendevent/stub";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wrongErrorShape } from "./fixtures/wrong-error-shape.js";

const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const { version }: { version: string } = (await import("../package.json", { with: { type: "json" } })).default;
let stub: Awaited<ReturnType<typeof startStub>>;

beforeAll(async () => {
  stub = await startStub({ port: 0 });
});
afterAll(() => stub.close());

async function run(...parameters: string[]) {
  const child = spawn(process.execPath, [cli, ...parameters], { stdio: ["ignore", "pipe", "pipe"] });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { out, err, code };
}

describe("sendevent-conformance", () => {
  it("ends with 0 when all is well, and says how many cases ran", async () => {
    const { out, err, code } = await run("--url", stub.url, "--stub", "--only", "events/");
    expect({ err, code }).toEqual({ err: "", code: 0 });
    expect(out).toMatch(/: 6 passed, 0 failed, 0 skipped in [\d.]+ s\n$/);
  });

  it("says why a case was skipped", async () => {
    const { out, code } = await run("--url", stub.url, "--only", "connection-token/token-", "--token", "some-token");
    expect(code).toBe(0);
    expect(out).toContain(
      "SKIPPED connection-token/token-participant\n  needs a ParticipantToken: pass --participant-token",
    );
    expect(out).toContain("needs a server that takes any well-formed ConnectionToken");
  });

  it("repeats generated requests from their seed", async () => {
    const { out, code } = await run("--url", stub.url, "--only", "events/", "--runs", "50", "--seed", "7");
    expect(code).toBe(0);
    expect(out).toContain("8 passed, 0 failed, 0 skipped");
    expect(out).toContain("--seed 7");
  });

  it("reports a failure with the request as curl, what was expected, what came, and the rule's source", async () => {
    await using server = await wrongErrorShape();
    const { href } = server.url;
    const { out, code } = await run("--url", href, "--token", "a-secret-token", "--only", "content-type-absent");
    expect(code).toBe(1);
    expect(out).toContain("FAILED content-type/content-type-absent: ContentType is required.");
    expect(out).toContain("source    vendor model");
    expect(out).toContain(
      `sent      curl -i -X POST --path-as-is '${href}participant/event' -H 'X-Amz-Bearer: '"$TOKEN"''`,
    );
    expect(out).toContain("expected  400 ValidationException, a Message that mentions ContentType");
    expect(out).toContain("wrong     header x-amzn-ErrorType is missing");
    expect(out).not.toContain("a-secret-token");
  });

  it("sends the same request with the command that it reports", async () => {
    await using server = await wrongErrorShape();
    const { out } = await run("--url", server.url.href, "--only", "content-type-absent");
    const command = /sent {6}(curl .*)/.exec(out)?.[1] ?? "";
    const shell = spawn("sh", ["-c", `${command} --silent`], { env: { ...process.env, TOKEN: "conformance-token" } });
    expect(await text(shell.stdout)).toContain("ContentType is required");
  });

  it.each([
    ["json", /^\{\n {2}"url": [\s\S]*"failed": 1,[\s\S]*"came": \{\n *"status": 400,[\s\S]*"wrong": \[\n/],
    [
      "junit",
      /^<\?xml [\s\S]*<testsuites [^>]*failures="1"[\s\S]*<failure message="[^"]*x-amzn-ErrorType is missing[^"]*">sent curl/,
    ],
    ["tap", /^TAP version 14\n1\.\.1\nnot ok 1 - content-type\/content-type-absent: [^\n]*\n {2}---\n/],
  ])("writes a report as %s", async (form, pattern) => {
    await using server = await wrongErrorShape();
    const { out, code } = await run("--url", server.url.href, "--report", form, "--only", "content-type-absent");
    expect(code).toBe(1);
    expect(out).toMatch(pattern);
  });

  it.each([
    [["--url", "http://127.0.0.1:1"], "http://127.0.0.1:1 can't be reached: connect ECONNREFUSED 127.0.0.1:1"],
    [["--url", "nonsense"], '--url must be an http or https URL, but is "nonsense"'],
    [["--url", "ftp://x"], '--url must be an http or https URL, but is "ftp://x"'],
    [[], "--url is missing: name the server, or see --help"],
    [["--bogus"], "Unknown option '--bogus': see --help"],
    [
      ["--url", "http://127.0.0.1:1", "--timeout", "soon"],
      '--timeout must be a number from 1 to 600000, but is "soon"',
    ],
    [["--url", "http://127.0.0.1:1", "--report", "pdf"], '--report must be human, json, junit or tap, but is "pdf"'],
    [["--url", "http://127.0.0.1:1", "--token", ""], "--token must not be empty"],
    [["--proxy", "nonsense"], '--proxy must be an http or https URL, but is "nonsense"'],
  ])("ends with 2 and one line for %j", async (parameters, line) => {
    expect(await run(...parameters)).toEqual({ out: "", err: `sendevent-conformance: ${line}\n`, code: 2 });
  });

  it("ends with 2 when no case has the text of --only", async () => {
    const { err, code } = await run("--url", stub.url, "--only", "no such case");
    expect({ err, code }).toEqual({ err: expect.stringContaining("no case was run"), code: 2 });
  });

  it("ends with 2 and one line when the server listens, but does not answer", async () => {
    const silent = createNetServer(() => {});
    await once(silent.listen(0, "127.0.0.1"), "listening");
    const { port }: AddressInfo = Object(silent.address());
    const { err, code } = await run("--url", `http://127.0.0.1:${port}`, "--timeout", "100");
    silent.close();
    const line = `sendevent-conformance: http://127.0.0.1:${port} can't be reached: no answer within 100 ms\n`;
    expect({ err, code }).toEqual({ err: line, code: 2 });
  });

  it("ends with 2 when --stub is said of another server", async () => {
    const other = createServer((_request, response) => response.writeHead(404).end());
    await once(other.listen(0, "127.0.0.1"), "listening");
    const { port }: AddressInfo = Object(other.address());
    const { err, code } = await run("--url", `http://127.0.0.1:${port}`, "--stub");
    other.close();
    expect(code).toBe(2);
    expect(err).toMatch(
      /^sendevent-conformance: .* is not the stub of this project: [^\n]*leave --stub out for other servers\n$/,
    );
  });

  it("prints help, its version and its cases", async () => {
    expect((await run("--help")).out).toContain(
      "Exit code: 0 all is well, 1 the contract is broken, 2 there was no run.",
    );
    expect((await run("--version")).out).toBe(`${version}\n`);
    expect((await run("--list")).out.split("\n").length).toBeGreaterThan(150);
  });

  it("stands between as a proxy until it is told to end, and ends with 1 when the contract was broken", async () => {
    const child = spawn(process.execPath, [cli, "--proxy", stub.url, "--port", "0"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said: string[] = [];
    const closed = once(child, "close");
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => said.push(chunk));
    await once(child.stderr, "data");
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said.join(""))?.[0] ?? "";
    await fetch(`${url}/participant/event`, { method: "POST", body: "{}" });
    child.kill("SIGTERM");
    expect(await closed).toEqual([1, null]);
    expect(said.join("")).toContain("POST /participant/event: the request: header X-Amz-Bearer is missing");
  });
});
