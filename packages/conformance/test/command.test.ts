import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { contractServer, type Passing } from "./fixtures/contract-server.js";
import { run } from "./fixtures/run.js";

const folder = mkdtempSync(join(tmpdir(), "conformance-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const denyAll = (passing: Passing) => {
  passing.status = 403;
};
const tokensOf = (requests: readonly Passing[]) => new Set(requests.map(({ token }) => token));

describe("options", () => {
  it("--token is sent as the ConnectionToken, and skips what needs any token", async () => {
    await using server = await contractServer();
    const { out, code } = await run("--url", server.url.href, "--token", "mine", "--only", "connection-token/token-");
    expect(tokensOf(server.requests)).toEqual(new Set(["mine", "mine, mine", "t".repeat(1001), ""]));
    expect(code).toBe(0);
    expect(out).toContain("token-maximum");
    expect(out).toContain("\n  needs a server that accepts any well-formed ConnectionToken\n");
  });

  it("without --token the server must accept any: conformance-token, and others", async () => {
    await using server = await contractServer();
    const { out } = await run(
      "--url",
      server.url.href,
      "--only",
      "connection-token/token-maximum",
      "--only",
      "event-typing",
    );
    expect(tokensOf(server.requests)).toEqual(new Set(["t".repeat(1000), "conformance-token", ""]));
    expect(out).toMatch(/: 2 passed, 0 failed, 0 skipped/);
  });

  it("--participant-token is sent as the ConnectionToken, and must be denied", async () => {
    await using server = await contractServer();
    const only = ["--only", "token-participant"];
    const denied = await run("--url", server.url.href, "--participant-token", "participant-1", ...only);
    expect(server.requests.at(-1)).toMatchObject({ token: "participant-1", status: 403 });
    expect(denied.code).toBe(0);
    const accepted = await run("--url", server.url.href, "--participant-token", "accepted", ...only);
    expect(accepted.code).toBe(1);
    expect(accepted.out).toContain(`-H 'X-Amz-Bearer: '"$PARTICIPANT_TOKEN"`);
  });

  it("--stub has the stub issue tokens, and end a chat", async () => {
    await using server = await contractServer();
    const { out, code } = await run(
      "--url",
      server.url.href,
      "--stub",
      "--only",
      "exceptions/",
      "--only",
      "token-ended",
    );
    expect(out).toMatch(/: 11 passed, 0 failed, 0 skipped in/);
    expect(code).toBe(0);
    const control = server.requests.filter(({ target }) => target.startsWith("/_stub/"));
    expect(control.map(({ method, requestBody }) => `${method} ${requestBody}`)).toEqual([
      "POST {}",
      "POST {}",
      'POST {"participants":3}',
      "DELETE ",
    ]);
  });

  it("without --stub, says of each skipped case why", async () => {
    await using server = await contractServer();
    const { out } = await run(
      "--url",
      server.url.href,
      "--only",
      "exceptions/",
      "--only",
      "token-ended",
      "--only",
      "token-participant",
      "--only",
      "event-typing",
    );
    expect(out.split("\n")).toEqual([
      "SKIPPED connection-token/token-ended",
      "  needs the token of a chat that has ended: can't be brought about from outside",
      "",
      "SKIPPED connection-token/token-participant",
      "  needs a ParticipantToken: pass --participant-token",
      "",
      "SKIPPED exceptions/delivered-among-three, exceptions/receipt-among-three, exceptions/typing-among-three",
      "  needs the token of a chat among three: can't be brought about from outside",
      "",
      "SKIPPED exceptions/provoked-access-denied",
      "  needs a server that can be told to fail with AccessDeniedException: can't be brought about from outside",
      "",
      "SKIPPED exceptions/provoked-conflict",
      "  needs a server that can be told to fail with ConflictException: can't be brought about from outside",
      "",
      "SKIPPED exceptions/provoked-internal-server",
      "  needs a server that can be told to fail with InternalServerException: can't be brought about from outside",
      "",
      "SKIPPED exceptions/provoked-request-timeout",
      "  needs a server that can be told to fail with RequestTimeoutException: can't be brought about from outside",
      "",
      "SKIPPED exceptions/provoked-throttling-then-served, exceptions/provoked-throttling",
      "  needs a server that can be told to fail with ThrottlingException: can't be brought about from outside",
      "",
      "SKIPPED exceptions/provoked-validation",
      "  needs a server that can be told to fail with ValidationException: can't be brought about from outside",
      "",
      "not judged: transport, wording (see --level)",
      "contract: 1 passed, 0 failed, 12 skipped",
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/: 1 passed, 0 failed, 12 skipped in \d+\.\d s$/),
      "",
    ]);
  });

  it("--only chooses the cases whose group/id has one of its texts", async () => {
    await using server = await contractServer();
    const { out } = await run(
      "--url",
      server.url.href,
      "--only",
      "events/event-typing",
      "--only",
      "nt/typing-with",
      "--report",
      "json",
    );
    expect(JSON.parse(out).results.map(({ group, id }: { group: string; id: string }) => `${group}/${id}`)).toEqual([
      "content/typing-with-content",
      "events/event-typing",
    ]);
  });

  it("--bail stops at the first failure", async () => {
    await using server = await contractServer(denyAll);
    const without = await run("--url", server.url.href, "--only", "events/");
    expect(without.out).toMatch(/: 0 passed, 6 failed, 0 skipped/);
    const { out, code } = await run("--url", server.url.href, "--only", "events/", "--bail");
    expect(out).toMatch(/: 0 passed, 1 failed, 0 skipped/);
    expect(code).toBe(1);
  });

  it("--bail stops before generated requests, too", async () => {
    await using server = await contractServer(denyAll);
    const { out } = await run(
      "--url",
      server.url.href,
      "--only",
      "event-typing",
      "--bail",
      "--runs",
      "2",
      "--seed",
      "1",
    );
    expect(out).toMatch(/: 0 passed, 1 failed, 0 skipped in .*, --seed 1\n$/);
  });

  it("--timeout bounds each response", async () => {
    let requests = 0;
    const open: import("node:net").Socket[] = [];
    const server = createServer((socket) => {
      requests += 1;
      open.push(socket);
      socket.on("error", () => {});
      if (requests === 1) socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port }: AddressInfo = Object(server.address());
    const { out, code } = await run("--url", `http://127.0.0.1:${port}`, "--timeout", "500", "--only", "event-typing");
    expect(out).toContain("  response  none\n  wrong     no response within 500 ms\n");
    expect(code).toBe(1);
    const unreachable = await run("--url", `http://127.0.0.1:${port}`, "--timeout", "60");
    const line = `sendevent-conformance: http://127.0.0.1:${port} can't be reached: no response within 60 ms\n`;
    expect(unreachable).toEqual({ out: "", err: line, code: 2 });
    const stub = await run("--url", `http://127.0.0.1:${port}`, "--timeout", "70", "--stub");
    expect(stub.code).toBe(2);
    for (const socket of open) socket.destroy();
    server.close();
  });

  it("--runs adds generated requests, half of them valid, and --seed repeats them", async () => {
    await using server = await contractServer();
    const bodies = async (...seed: string[]) => {
      server.requests.length = 0;
      const { out } = await run("--url", server.url.href, "--only", "event-typing", "--runs", "21", ...seed);
      expect(out).toMatch(/: 3 passed, 0 failed, 0 skipped in \d+\.\d s, --seed \d+\n$/);
      return server.requests.slice(2);
    };
    const one = await bodies("--seed", "7");
    expect(one.map(({ status }) => status === 200)).toEqual([...Array(11).fill(true), ...Array(10).fill(false)]);
    expect((await bodies("--seed", "7")).map(({ requestBody, token }) => requestBody + token)).toEqual(
      one.map(({ requestBody, token }) => requestBody + token),
    );
    expect((await bodies("--seed", "8")).map(({ requestBody }) => requestBody)).not.toEqual(
      one.map(({ requestBody }) => requestBody),
    );
    expect((await bodies()).map(({ requestBody }) => requestBody)).not.toEqual(
      one.map(({ requestBody }) => requestBody),
    );
  });

  it.each(["human", "html", "json", "junit"])(
    "--output writes the report as %s to a file, and nothing else anywhere",
    async (form) => {
      await using server = await contractServer();
      const file = join(folder, `report-${form}`);
      const parameters = ["--url", server.url.href, "--only", "event-typing", "--report", form];
      expect(await run(...parameters, "--output", file)).toEqual({ out: "", err: "", code: 0 });
      const { out } = await run(...parameters);
      const withoutTimes = (report: string) => report.replaceAll(/[\d.]+ s|time="[^"]*"|"durationMs": \d+/g, "");
      expect(withoutTimes(readFileSync(file, "utf8"))).toBe(withoutTimes(out));
    },
  );

  it("--output that can't be written ends with 2 before a request is sent", async () => {
    await using server = await contractServer();
    const { out, err, code } = await run("--url", server.url.href, "--output", join(folder, "none", "report"));
    expect({ out, code }).toEqual({ out: "", code: 2 });
    expect(err).toMatch(/^sendevent-conformance: ENOENT: [^\n]*\n$/);
    expect(server.requests).toEqual([]);
  });

  it("--list prints each case that applies to a server, and sends nothing", async () => {
    const { out, err, code } = await run("--list");
    expect({ err, code }).toEqual({ err: "", code: 0 });
    expect(out).toMatch(/^accept\/accept-any: Accept: \*\/\* takes JSON\.\n/);
    expect(out).toMatch(/\npath\/path-upper-case: [^\n]*\.\n/);
    expect(out).not.toContain("client-error/");
    expect(out.split("\n").length).toBeGreaterThan(230);
  });

  it("--version prints the package's version", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    expect(await run("--version")).toEqual({ out: `${version}\n`, err: "", code: 0 });
  });

  it.each(["--help", "-h"])("%s prints every option with its default, examples and exit codes", async (flag) => {
    const { out, err, code } = await run(flag);
    expect({ err, code }).toEqual({ err: "", code: 0 });
    const help = out.replaceAll(/\s+/g, " ");
    for (const line of [
      "Usage: sendevent-conformance [options]",
      "Runs the SendEvent contract against a server, or validates what passes between a client and a server.",
      "--url <URL> the endpoint, such as http://127.0.0.1:4010",
      "--token <TOKEN> a ConnectionToken that is accepted there; without it, the server must accept any",
      "--participant-token <TOKEN> a ParticipantToken, which must be denied access",
      "--stub the server is the stub of this project: have it issue tokens, and fail on demand",
      "--level <LEVEL> what else is judged, besides contract: transport, wording or all; may be repeated",
      "--only <TEXT> only cases whose group/id has the text; may be repeated",
      "--skip <ID> not this case, by group/id or id; may be repeated",
      "--skip-group <GROUP> not the cases of this group; may be repeated",
      "--exclusions <FILE> not the cases that a file has, a line each: group/id # reason",
      "--bail stop at the first failure",
      "--rate <N> N requests a second at the most (the vendor's service: 5, unless set)",
      "--timeout <MS> how long one response may take, in milliseconds (default: 5000)",
      "--concurrency <N> run N cases at a time (default: 1)",
      "--header <LINE> a header to send with every request, 'Name: value'; may be repeated",
      "--insecure accept any certificate",
      "--ca <FILE> trust the certificates in this file, in PEM, instead of the usual ones",
      "--http2 speak HTTP/2: negotiated for https, from the first byte on for http",
      "--runs <N> also send N requests that are generated from the document",
      "--seed <N> generate the same ones again",
      '--report <FORM> form of the report (choices: "human", "html", "json", "junit", default: "human")',
      "--output <FILE> write the report there",
      "--list print every case that applies to a server",
      "--proxy <URL> stand between a client and this server, and report what violates the contract",
      "--port <N> where the proxy listens, on 127.0.0.1 (default: 4011)",
      "--version output the version number",
      "-h, --help display help for command",
      "Exit code: 0 nothing violates the contract, 1 something does, 2 nothing was run.",
      "Against the vendor's service, pass --token: each accepted case is an event in that chat.",
      "Cases that could disturb others, or that the service may have decided otherwise, are skipped with the reason.",
      "sendevent-conformance --url http://127.0.0.1:4010 --stub --runs 2000",
      "sendevent-conformance --url https://server.example --report junit --output conformance.xml",
      "sendevent-conformance --proxy https://server.example --port 4011",
    ]) {
      expect(help).toContain(line);
    }
  });

  it("has a row for every option in the README", async () => {
    const { out } = await run("--help");
    const options = [...out.matchAll(/^ {2}(?:-h, )?(--[a-z0-9-]+)/gm)].map(([, option]) => option);
    expect(options).toHaveLength(26);
    for (const option of options) expect(readme).toMatch(new RegExp(`^\\|.*\`${option}[ \`]`, "m"));
  });
});

describe("a command line that can't be carried out ends with 2 and says why", () => {
  it.each([
    [[], "--url is missing: name the server, or see --help"],
    [["--url", "nonsense"], "option '--url <URL>' is invalid. It must be an http or https URL."],
    [["--url", "ftp://h"], "option '--url <URL>' is invalid. It must be an http or https URL."],
    [["--url", "xhttp://h"], "option '--url <URL>' is invalid. It must be an http or https URL."],
    [["--url", "httpx://h"], "option '--url <URL>' is invalid. It must be an http or https URL."],
    [["--bogus"], "unknown option '--bogus'"],
    [["extra"], "too many arguments. Expected 0 arguments but got 1."],
    [["--url"], "option '--url <URL>' argument missing"],
    [
      ["--url", "http://h", "--timeout", "0.9"],
      "option '--timeout <MS>' is invalid. It must be a number from 1 to 600000.",
    ],
    [
      ["--url", "http://h", "--timeout", "600001"],
      "option '--timeout <MS>' is invalid. It must be a number from 1 to 600000.",
    ],
    [
      ["--url", "http://h", "--rate", "0.009"],
      "option '--rate <N>' is invalid. It must be a number from 0.01 to 1000000.",
    ],
    [
      ["--url", "http://h", "--rate", "1000001"],
      "option '--rate <N>' is invalid. It must be a number from 0.01 to 1000000.",
    ],
    [["--url", "http://h", "--rate", " "], "option '--rate <N>' is invalid. It must be a number from 0.01 to 1000000."],
    [["--url", "http://h", "--runs", "0"], "option '--runs <N>' is invalid. It must be a number from 1 to 10000000."],
    [
      ["--url", "http://h", "--runs", "10000001"],
      "option '--runs <N>' is invalid. It must be a number from 1 to 10000000.",
    ],
    [
      ["--url", "http://h", "--concurrency", "0"],
      "option '--concurrency <N>' is invalid. It must be a number from 1 to 100.",
    ],
    [
      ["--url", "http://h", "--concurrency", "101"],
      "option '--concurrency <N>' is invalid. It must be a number from 1 to 100.",
    ],
    ...["", "no colon", ": no name", "a b: c", "a:", "a: ", "a: b\r\nc: d"].map((line): [string[], string] => [
      ["--url", "http://h", "--header", line],
      "option '--header <LINE>' is invalid. It must be 'Name: value'.",
    ]),
    ...["x-amz-bearer: t", "Content-Length: 1", "transfer-encoding: chunked"].map((line): [string[], string] => [
      ["--url", "http://h", "--header", line],
      "option '--header <LINE>' is invalid. The cases set this one themselves: for the token, see --token.",
    ]),
    [["--url", "http://h", "--runs", "1.5"], "option '--runs <N>' is invalid. It must be a whole number."],
    ...["", " ", "-1"].map((seed): [string[], string] => [
      ["--url", "http://h", "--runs", "1", "--seed", seed],
      "option '--seed <N>' is invalid. It must be a number from 0 to 2147483648.",
    ]),
    [
      ["--url", "http://h", "--runs", "1", "--seed", "2147483649"],
      "option '--seed <N>' is invalid. It must be a number from 0 to 2147483648.",
    ],
    [["--url", "http://h", "--seed", "0"], "--seed needs --runs"],
    [
      ["--url", "http://h", "--report", "tap"],
      "option '--report <FORM>' is invalid. Allowed choices are human, html, json, junit.",
    ],
    [["--url", "http://h", "--token", ""], "option '--token <TOKEN>' is invalid. It must not be empty."],
    [
      ["--url", "http://h", "--participant-token", ""],
      "option '--participant-token <TOKEN>' is invalid. It must not be empty.",
    ],
    [["--url", "http://h", "--stub", "--token", "t"], "option '--stub' cannot be used with option '--token <TOKEN>'"],
    [
      ["--url", "http://h", "--stub", "--participant-token", "t"],
      "option '--stub' cannot be used with option '--participant-token <TOKEN>'",
    ],
    [["--url", "http://h", "--port", "0"], "--port needs --proxy"],
    [["--proxy", "nonsense"], "option '--proxy <URL>' is invalid. It must be an http or https URL."],
    [
      ["--proxy", "http://user@h"],
      "option '--proxy <URL>' is invalid. It must have no user and no password: the client sends them.",
    ],
    [
      ["--proxy", "http://:pass@h"],
      "option '--proxy <URL>' is invalid. It must have no user and no password: the client sends them.",
    ],
    [
      ["--proxy", "http://h", "--port", "65536"],
      "option '--port <N>' is invalid. It must be a number from 0 to 65535.",
    ],
    [["--proxy", "http://h", "--list"], "option '--proxy <URL>' cannot be used with option '--list'"],
    ...[
      "url http://h",
      "token t",
      "participant-token t",
      "stub",
      "only t",
      "level all",
      "skip t",
      "skip-group t",
      "exclusions f",
      "bail",
      "concurrency 2",
      "header a:b",
      "insecure",
      "ca f",
      "http2",
      "rate 1",
      "timeout 1",
      "runs 1",
      "seed 1",
      "report json",
      "output f",
    ].flatMap((option): [string[], RegExp][] => {
      const parameters = `--${option}`.split(" ");
      const message = (other: string) =>
        new RegExp(`^option '${parameters[0]}[^']*' cannot be used with option '--${other}[^']*'$`);
      return [
        [[...parameters, "--proxy", "http://h"], message("proxy")],
        [[...parameters, "--list"], message("list")],
      ];
    }),
  ] satisfies [string[], string | RegExp][])("%j", async (parameters, message) => {
    const { out, err, code } = await run(...parameters);
    expect({ out, code }).toEqual({ out: "", code: 2 });
    const [line = ""] = err.split("\n");
    expect(line.startsWith("sendevent-conformance: ")).toBe(true);
    if (typeof message === "string") expect(line).toBe(`sendevent-conformance: ${message}`);
    else expect(line.replace("sendevent-conformance: ", "")).toMatch(message);
  });

  it.each([
    ["--rate", "0.01"],
    ["--rate", "1000000"],
    ["--timeout", "1"],
    ["--timeout", "600000"],
    ["--runs", "1"],
    ["--runs", "10000000"],
    ["--report", "junit"],
  ])("but not for %s %s", async (option, value) => {
    expect((await run("--url", "http://127.0.0.1:1", option, value)).err).toContain("can't be reached");
  });

  it.each(["0", "2147483648"])("but not for --seed %s", async (seed) => {
    expect((await run("--url", "http://127.0.0.1:1", "--runs", "1", "--seed", seed)).err).toContain("ECONNREFUSED");
  });

  it("when no case was run, with a report all the same", async () => {
    await using server = await contractServer();
    const line =
      "sendevent-conformance: no case was run: see --list for the names and levels of cases, and the report for what was skipped\n";
    const none = await run("--url", server.url.href, "--only", "no such case");
    expect(none).toEqual({ out: expect.stringMatching(/: 0 passed, 0 failed, 0 skipped in/), err: line, code: 2 });
    const skipped = await run("--url", server.url.href, "--only", "token-ended");
    expect(skipped).toEqual({ out: expect.stringContaining("0 passed, 0 failed, 1 skipped"), err: line, code: 2 });
  });

  it("when --stub is said of another server", async () => {
    await using server = await contractServer((passing) => {
      if (passing.target.startsWith("/_stub")) passing.body = '{"ConnectionToken":"t"}';
    });
    expect(await run("--url", server.url.href, "--stub")).toEqual({
      out: "",
      err: `sendevent-conformance: ${server.url.origin} is not the stub of this project: POST /_stub/connections gave 201\n`,
      code: 2,
    });
  });

  it("when the stub does not end a chat", async () => {
    await using server = await contractServer((passing) => {
      if (passing.method === "DELETE") passing.status = 300;
    });
    expect((await run("--url", server.url.href, "--stub")).err).toBe(
      `sendevent-conformance: ${server.url.origin} is not the stub of this project: DELETE /_stub/connections gave 300\n`,
    );
  });
});
