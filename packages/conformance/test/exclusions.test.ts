import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { contractServer } from "./fixtures/contract-server.js";
import { run } from "./fixtures/run.js";

const folder = mkdtempSync(join(tmpdir(), "exclusions-"));
const file = join(folder, "exclusions");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is skipped, and why, of a server that denies every event of typing. */
async function skipped(...parameters: string[]) {
  await using server = await contractServer((passing) => {
    if (passing.requestBody.includes("typing")) passing.status = 403;
  });
  const { out, err, code } = await run("--url", server.url.href, "--report", "json", ...parameters);
  const results: { group: string; id: string; outcome: string; reason?: string }[] = out ? JSON.parse(out).results : [];
  const left = results.filter(({ reason }) => reason?.startsWith("excluded"));
  return {
    err,
    code,
    sent: server.requests.length,
    left: left.map(({ group, id, reason }) => [`${group}/${id}`, reason]),
  };
}
const events = ["--only", "events/"];

describe("cases are left out", () => {
  it("with --skip, by id and by group/id", async () => {
    const run = await skipped(...events, "--skip", "event-typing", "--skip", "events/event-client-token");
    expect(run.left).toEqual([
      ["events/event-client-token", "excluded by --skip"],
      ["events/event-typing", "excluded by --skip"],
    ]);
    expect(run).toMatchObject({ err: "", code: 0, sent: 5 }); // one only looks for a server
  });

  it("with --skip-group", async () => {
    const run = await skipped("--only", "events/", "--only", "body/body-null", "--skip-group", "events");
    expect(run.left).toHaveLength(6);
    expect(run.left[0]?.[1]).toBe("excluded by --skip-group");
    expect(run.code).toBe(0);
  });

  it("with a file of exclusions, which has their reasons", async () => {
    writeFileSync(
      file,
      "# ours\r\n\r\nevents/event-typing   #  nobody types, see #12\r\n events/event-client-token # the same\n",
    );
    const run = await skipped(...events, "--exclusions", file);
    expect(run.left).toEqual([
      ["events/event-client-token", "excluded: the same"],
      ["events/event-typing", "excluded: nobody types, see #12"],
    ]);
    expect(run).toMatchObject({ err: "", code: 0 });
  });

  it("though --only chooses others", async () => {
    writeFileSync(file, "content/content-one # reason");
    expect(await skipped("--only", "event-message-read", "--exclusions", file)).toMatchObject({ code: 0, left: [] });
  });

  it("and when none is left, the run ends with 2", async () => {
    expect(await skipped(...events, "--skip-group", "events")).toMatchObject({ code: 2, sent: 1 });
  });
});

describe("an exclusion ends the run with 2, before anything is sent,", () => {
  const nothing = "excludes nothing: no case that is judged has this name, see --list";
  it.each([
    [["--skip", "events"], `--skip events ${nothing}`],
    [["--skip", "client-error/error-conflict"], `--skip client-error/error-conflict ${nothing}`],
    [["--skip", "not-http"], `--skip not-http ${nothing}`],
    [["--skip-group", "event"], `--skip-group event ${nothing}`],
    [["--skip-group", "wording"], `--skip-group wording ${nothing}`],
  ])("when it is %j", async (parameters, message) => {
    const run = await skipped(...parameters);
    expect(run).toEqual({ err: `sendevent-conformance: ${message}\n`, code: 2, sent: 0, left: [] });
  });

  it.each([
    ["events/event-typing", "1: events/event-typing has no reason: write it behind a #"],
    ["\nevents/event-typing #  \n", "2: events/event-typing has no reason: write it behind a #"],
    ["event-typing # needs its group", `1: event-typing ${nothing}`],
    ["# one\nevents/nothing # two", `2: events/nothing ${nothing}`],
  ])("when it is the line %j", async (line, message) => {
    writeFileSync(file, line);
    const run = await skipped(...events, "--exclusions", file);
    expect(run).toEqual({ err: `sendevent-conformance: ${file}:${message}\n`, code: 2, sent: 0, left: [] });
  });

  it("when there is no such file", async () => {
    const { err, code, sent } = await skipped("--exclusions", join(folder, "none"));
    expect({ code, sent }).toEqual({ code: 2, sent: 0 });
    expect(err).toMatch(/^sendevent-conformance: ENOENT: [^\n]*\n$/);
  });

  it("but not what is judged besides the contract", async () => {
    const all = ["--only", "http/", "--level", "all"];
    expect((await skipped(...all, "--skip", "not-http")).left).toEqual([["http/not-http", "excluded by --skip"]]);
  });
});
