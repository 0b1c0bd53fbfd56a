import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { chosenCases } from "../src/conformance.js";
import { excludedCases } from "../src/exclusions.js";
import * as kit from "../src/index.js";
import { toCase } from "../src/load-cases.js";
import { contractServer, type Passing } from "./fixtures/contract-server.js";
import { temporaryFile } from "./fixtures/front.js";
import { run } from "./fixtures/run.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const text = readme.replaceAll(/\s+/g, " ");
const codeAfter = (heading: string, language = "") => {
  const [, code = ""] = readme.slice(readme.indexOf(heading)).split(`\`\`\`${language}\n`);
  return code.split("```")[0] ?? "";
};
const acceptAll = (passing: Passing) => {
  if (!passing.target.startsWith("/participant")) return;
  passing.status = 200;
  passing.responseHeaders = { ...passing.responseHeaders, "Content-Type": "application/json" };
  delete passing.responseHeaders["x-amzn-ErrorType"];
  passing.body = '{"Id":"1","AbsoluteTime":"2026-11-22T09:30:00.000Z"}';
};

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port }: AddressInfo = Object(server.address());
  server.close();
  await once(server, "close");
  return port;
}
const hasNoCurl = spawnSync("curl", ["--version"]).status !== 0 && process.env["CI"] !== "true";

describe("the README", () => {
  it("has the number of cases that --list prints", async () => {
    const { out } = await run("--list");
    expect(text).toContain(`: ${out.trimEnd().split("\n").length} cases as data`);
  });

  it.each([
    "| `--url URL` | the endpoint; a path in it goes before `/participant/event`, credentials in it are sent as Basic credentials |",
    "| `--timeout MS` | how long one response may take, in milliseconds; 5000 unless set |",
    "| `--runs N` | also send N requests that are generated from the document's schemas, half of them invalid |",
    "| `--only TEXT` | only cases whose `group/id` has the text; may be repeated |",
    "| `--report FORM` | `human` (unless set), `html`, `json` or `junit` |",
    "| `--port N` | where the proxy listens, on 127.0.0.1; 4011 unless set |",
    "Exit code 0: nothing violates the contract. 1: something does. 2: nothing was run, and one line says why.",
    "it sends 5 requests a second unless told otherwise",
    "`$TOKEN`, `$PARTICIPANT_TOKEN`, `$ENDED_TOKEN`, `$CROWDED_TOKEN`, `$CREDENTIALS` (user and password in base64), `$USERNAME` and `$PASSWORD`",
    "It listens on 127.0.0.1, and when it is stopped, with Ctrl+C or SIGTERM, ends with 1 if anything was reported.",
    "`errors` (always 0)",
    "`time` in seconds",
  ])("says, as other tests state: %s", (sentence) => {
    expect(text).toContain(sentence);
  });

  it("shows the report of a failure as it is", async () => {
    await using server = await contractServer(acceptAll);
    const { out } = await run("--url", server.url.href, "--only", "content-type/content-type-absent");
    const shown = codeAfter("## Reports").trimEnd().split("\n");
    const written = out.trimEnd().split("\n");
    const pattern = (line: string) =>
      line
        .split("…")
        .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll(/\d+ (?=passed|skipped)/g, "\\d+ "))
        .map((part) => part.replace(":4010", ":\\d+"))
        .join(".*");
    for (const line of shown.slice(0, -1).filter((one) => one !== "")) {
      expect(
        written.some((one) => new RegExp(`^${pattern(line)}$`).test(one)),
        line,
      ).toBe(true);
    }
    expect(shown.at(-1)).toMatch(/^http:\S+: \d+ passed, 1 failed, \d+ skipped in \d\.\d s$/);
    expect(written.at(-1)).toMatch(/^http:\S+: \d+ passed, 1 failed, \d+ skipped in \d\.\d s$/);
  });

  it("names every member of the report in JSON", async () => {
    await using server = await contractServer(acceptAll);
    const only = ["--only", "content-type/content-type-absent", "--only", "token-ended"];
    const report = JSON.parse((await run("--url", server.url.href, ...only, "--report", "json", "--runs", "2")).out);
    const paragraph = readme.split("\n\n").find((one) => one.startsWith("`json` has")) ?? "";
    const named = [...paragraph.matchAll(/`(\w+)`/g)].map(([, name]) => name).slice(1);
    const failed = report.results.find(({ outcome }: { outcome: string }) => outcome === "failed");
    const skipped = report.results.find(({ outcome }: { outcome: string }) => outcome === "skipped");
    const [exchange] = failed.exchanges;
    const objects = [report, failed, skipped, exchange, exchange.response];
    expect(new Set(named)).toEqual(new Set(objects.flatMap((one) => Object.keys(one))));
  });

  it("shows jobs for GitHub Actions that are YAML, with commands that run", async () => {
    await using server = await contractServer();
    const { jobs } = parse(codeAfter("## In CI", "yaml"));
    const commands: string[] = jobs.conformance.steps.flatMap(({ run }: { run?: string }) => run ?? []);
    const kits = commands.filter((command) => command.startsWith("npx sendevent-conformance "));
    expect(kits).toHaveLength(2);
    using file = temporaryFile("");
    for (const command of kits) {
      const [, , ...parameters] = command.split(" ");
      const given = parameters.map((one) => one.replace("http://127.0.0.1:4010", server.url.href));
      const local = given.map((one) => one.replace(/^conformance\./, `${file.path}.`));
      expect(await run(...local, "--only", "events/")).toEqual({ out: "", err: "", code: 0 });
    }
    expect(readFileSync(`${file.path}.xml`, "utf8")).toContain("<testsuites ");
    expect(readFileSync(`${file.path}.html`, "utf8")).toContain("<!doctype html>");
  });

  it.skipIf(hasNoCurl)("shows how to wait for a server that is still starting", async () => {
    const port = await freePort();
    const [, command = ""] = /- run: (curl .*)/.exec(codeAfter("## In CI", "yaml")) ?? [];
    const [program = "", ...parameters] = command.replace("4010", String(port)).split(" ");
    const server = createServer((_request, response) => response.writeHead(404).end());
    const child = spawn(program, [...parameters, "--verbose"]);
    const closed = once(child, "close");
    child.stderr.on("data", (said: Buffer) => {
      if (/refused/i.test(said.toString()) && !server.listening) server.listen(port, "127.0.0.1");
    });
    expect(await closed).toEqual([0, null]);
    server.close();
  });

  it.each([
    [() => {}, undefined],
    [acceptAll, "content-type-absent: ContentType is required."],
  ])("shows a test with a container that throws what fails", async (distort, message) => {
    await using server = await contractServer(distort);
    let isStopped = false;
    const container = {
      getHost: () => "127.0.0.1",
      getMappedPort: () => server.url.port,
      stop: async () => {
        isStopped = true;
      },
    };
    const code = codeAfter("## In CI", "js").replace(
      /^import (.*) from "@sendevent\/conformance";$/m,
      "const $1 = kit;",
    );
    const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
    const error = await new AsyncFunction("kit", "container", code)(kit, container).catch((reason: unknown) => reason);
    if (message === undefined) expect({ error, isStopped }).toEqual({ error: undefined, isStopped: true });
    else expect(String(error)).toContain(message);
  });

  it("shows exclusions as a file may have them", () => {
    using file = temporaryFile(codeAfter("## Leave cases out"));
    const excluded = excludedCases({ exclusions: file.path }, chosenCases(["contract"]));
    expect([...excluded.keys()]).toEqual(["client-token/replay-receipt", "cross-origin/preflight"]);
  });

  it("shows a case as it is in its file", () => {
    const shown = toCase("client-token", parse(codeAfter("## The cases", "yaml")), "README.md");
    expect(kit.loadCases()).toContainEqual(shown);
  });

  it("names exports that are there", () => {
    expect(Object.keys(kit)).toEqual(
      expect.arrayContaining(["Contract", "givenTokens", "loadCases", "runConformance", "startProxy", "stubTokens"]),
    );
    for (const name of ["runConformance(", "givenTokens(token)", "startProxy({ upstream, onExchange })", "`Contract`"])
      expect(text).toContain(name);
  });
});

describe("a case that is written wrong names the file and the place", () => {
  const right = {
    id: "a",
    doc: "It is a rule.",
    source: "RFC 1",
    applies: "server",
    level: "contract",
    reference: "tokens",
    request: {},
    response: { status: 200 },
  };
  const { level: _level, ...withoutLevel } = right;
  const { reference: _reference, ...withoutReference } = right;
  it.each([
    [withoutLevel, "f.yaml: data must have required property 'level'"],
    [{ ...right, level: "other" }, "f.yaml: data/level must be equal to one of the allowed values"],
    [
      { ...withoutReference, applies: "client", input: {}, outcome: { error: "x" } },
      "f.yaml: data/level boolean schema",
    ],
    [
      { ...withoutLevel, applies: "client", input: {}, outcome: { error: "x" } },
      "f.yaml: data/reference boolean schema",
    ],
    [withoutReference, "f.yaml: data must have required property 'reference'"],
    [{ ...right, applies: "servers" }, "f.yaml: data/applies must be equal to one of the allowed values"],
    [{ ...right, extra: 1 }, "f.yaml: data must NOT have additional properties"],
    [{ ...right, response: {} }, "f.yaml: data/response must have required property 'status'"],
  ])("%j", (written, message) => {
    expect(() => toCase("g", written, "f.yaml")).toThrow(message);
  });

  it.each(["", "my own idea", "decision", "decision 12"])("a source that nobody can look up: %j", (source) => {
    expect(() => toCase("g", { ...right, source }, "f.yaml")).toThrow("f.yaml: data/source must match pattern");
  });

  it("but not what is right, with long texts written out", () => {
    const written = {
      ...right,
      request: { text: [{ $repeat: ["ab", 2] }], body: { deep: [{ $repeat: ["x", 3] }, 1] } },
    };
    expect(toCase("g", written, "f.yaml").request).toEqual({ text: ["abab"], body: { deep: ["xxx", 1] } });
  });
});
