import { describe, expect, it } from "vitest";
import { referenceFile } from "../src/reference.js";
import { humanReport } from "../src/reports/human.js";
import { jsonReport } from "../src/reports/json.js";
import { junitReport } from "../src/reports/junit.js";
import type { Result, Step } from "../src/result.js";
import { contractServer, type Passing } from "./fixtures/contract-server.js";
import { run } from "./fixtures/run.js";

const step: Step = {
  request: "curl -i 'http://host/' -H 'X-Amz-Bearer: '\"$TOKEN\"",
  expected: {
    status: 400,
    exception: "ValidationException",
    mentions: ["Content", "16384"],
    headers: { Allow: "POST", Vary: null },
  },
  response: {
    status: 200,
    headers: new Map([
      ["x-amzn-errortype", "OddException"],
      ["x-two", "1, 2"],
    ]),
    body: `{"a":\n\t "<&>\u0000\ud800\uffff" } ${"x".repeat(400)}`,
  },
  failures: ['status is 200, not "400"', "second"],
};
const passed: Result = {
  id: "one",
  group: "a",
  doc: "Is <good>.",
  source: "RFC 1",
  level: "contract",
  reference: "a-rule",
  outcome: "passed",
  steps: [],
  durationMs: 12,
};
const failed: Result = { ...passed, id: "two", outcome: "failed", steps: [step], durationMs: 1500 };
const replay: Result = {
  ...failed,
  level: "wording",
  id: "three",
  group: "b",
  steps: [
    { ...step, expected: { status: 200 }, failures: [] },
    { ...step, expected: { status: 200, replayed: true }, response: undefined, failures: ["timed out"] },
    {
      ...step,
      expected: { status: 200, replayed: false },
      response: { status: 204, headers: new Map(), body: "" },
      failures: [],
    },
  ],
};
const skipped = (id: string, reason: string): Result => ({ ...passed, id, group: "b", outcome: "skipped", reason });
const results = [
  passed,
  failed,
  replay,
  skipped("four", "no <token>"),
  skipped("five", "other"),
  skipped("six", "no <token>"),
];
const summary = { url: "http://host/base", levels: ["contract", "wording"] as const, results, durationMs: 3456 };

describe("the report for people", () => {
  it("has failures with every exchange, what was skipped by reason, and the counts", () => {
    const body = `{"a": "<&>\u0000\ud800\uffff" } ${"x".repeat(400)}`.slice(0, 300);
    const expected = `expected  400 ValidationException, a Message that mentions Content or 16384, headers {"Allow":"POST","Vary":null}`;
    expect(humanReport({ ...summary, seed: 7 }).split("\n")).toEqual([
      "FAILED a/two: Is <good>.",
      "  level     contract",
      "  rule      reference.md#a-rule",
      "  source    RFC 1",
      `  request   ${step.request}`,
      `  ${expected}`,
      `  response  200 OddException ${body}`,
      '  wrong     status is 200, not "400"',
      "  wrong     second",
      "",
      "FAILED b/three: Is <good>.",
      "  level     wording",
      "  rule      reference.md#a-rule",
      "  source    RFC 1",
      "  request 1 of 3",
      `  request   ${step.request}`,
      "  expected  200",
      `  response  200 OddException ${body}`,
      "  request 2 of 3",
      `  request   ${step.request}`,
      "  expected  200, the Id and AbsoluteTime of the first response",
      "  response  none",
      "  wrong     timed out",
      "  request 3 of 3",
      `  request   ${step.request}`,
      "  expected  200, an Id of its own",
      "  response  204",
      "",
      "SKIPPED b/four, b/six",
      "  no <token>",
      "",
      "SKIPPED b/five",
      "  other",
      "",
      `rules: ${referenceFile}`,
      "not judged: transport (see --level)",
      "contract: 1 passed, 1 failed, 3 skipped",
      "wording: 0 passed, 1 failed, 0 skipped",
      "http://host/base: 1 passed, 2 failed, 3 skipped in 3.5 s, --seed 7",
      "",
    ]);
  });

  it("has failures of one rule that are alike once, and the names of the others", () => {
    const others = ["seven", "eight"].map((id) => ({ ...failed, id }));
    const apart: Result[] = [
      { ...failed, id: "nine", reference: "another-rule" },
      { ...failed, id: "ten", level: "transport" },
      { ...failed, id: "eleven", steps: [{ ...step, failures: ["second"] }] },
    ];
    const report = humanReport({ ...summary, results: [failed, passed, ...others, ...apart] });
    const titles = [...report.matchAll(/^(?:FAILED| {2}alike) .*$/gm)].map(([line]) => line);
    expect(titles).toEqual([
      "FAILED a/two: Is <good>.",
      "  alike     2 more: a/seven, a/eight",
      "FAILED a/nine: Is <good>.",
      "FAILED a/ten: Is <good>.",
      "FAILED a/eleven: Is <good>.",
    ]);
  });

  it("names no rules where nothing failed, and nothing that was not judged where all was", () => {
    const levels = ["contract", "transport", "wording"] as const;
    expect(humanReport({ ...summary, levels, results: [passed] }).split("\n")).toEqual([
      "contract: 1 passed, 0 failed, 0 skipped",
      "transport: 0 passed, 0 failed, 0 skipped",
      "wording: 0 passed, 0 failed, 0 skipped",
      "http://host/base: 1 passed, 0 failed, 0 skipped in 3.5 s",
      "",
    ]);
    const [first] = humanReport({ ...summary, levels: ["contract"], results: [passed] }).split("\n");
    expect(first).toBe("not judged: transport, wording (see --level)");
  });

  it("names the seed only of generated requests", () => {
    expect(humanReport({ ...summary, results: [] })).toEqual(
      expect.stringMatching(/\nhttp:\/\/host\/base: 0 passed, 0 failed, 0 skipped in 3\.5 s\n$/),
    );
  });
});

it("the report in JSON has the counts, every result, and the exchanges of those that failed", () => {
  const json = jsonReport({ ...summary, seed: 7 });
  expect(json).toMatch(
    /^\{\n {2}"url": "http:\/\/host\/base",\n {2}"levels": \[\n {4}"contract",\n {4}"wording"\n {2}\],\n {2}"seed": 7,\n {2}"durationMs": 3456,\n/,
  );
  expect(json.endsWith("\n}\n")).toBe(true);
  const common = { group: "a", doc: "Is <good>.", source: "RFC 1", level: "contract", reference: "a-rule" };
  const { steps: _steps, ...skippedResult } = skipped("four", "no <token>");
  const report = JSON.parse(json);
  expect(report).toMatchObject({ passed: 1, failed: 2, skipped: 3 });
  expect(report.results).toHaveLength(6);
  expect(report.results[0]).toEqual({ id: "one", ...common, outcome: "passed", durationMs: 12 });
  expect(report.results[1]).toEqual({
    id: "two",
    ...common,
    outcome: "failed",
    durationMs: 1500,
    exchanges: [
      {
        request: step.request,
        expected: step.expected,
        response: {
          status: 200,
          headers: { "x-amzn-errortype": "OddException", "x-two": "1, 2" },
          body: step.response?.body,
        },
        failures: step.failures,
      },
    ],
  });
  expect(report.results[2].exchanges[1].response).toBeNull();
  expect(report.results[3]).toEqual(skippedResult);
  expect(JSON.parse(jsonReport(summary))).not.toHaveProperty("seed");
});

it("the report for CI servers has a suite for each group, with counts, times in seconds and no illegal character", () => {
  const body = `{&quot;a&quot;: &quot;&lt;&amp;&gt;\ufffd\ufffd\ufffd&quot; } ${"x".repeat(400)}`.slice(0, 300 + 30);
  const command = "curl -i 'http://host/' -H 'X-Amz-Bearer: '&quot;$TOKEN&quot;";
  const lines = junitReport(summary).split("\n");
  expect(lines.map((line) => line.replace(/(x{9})x*/, "$1"))).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="sendevent-conformance" tests="6" failures="2" errors="0" skipped="3" time="3.456">',
    '  <testsuite name="a" tests="2" failures="1" errors="0" skipped="0">',
    '    <testcase classname="a" name="one: Is &lt;good&gt;." time="0.012"/>',
    `    <testcase classname="a" name="two: Is &lt;good&gt;." time="1.5"><failure message="status is 200, not &quot;400&quot;; second">request ${command}&#10;expected 400 ValidationException, a Message that mentions Content or 16384, headers {&quot;Allow&quot;:&quot;POST&quot;,&quot;Vary&quot;:null}&#10;response 200 OddException ${body.replace(/(x{9})x*/, "$1")}&#10;level contract&#10;rule reference.md#a-rule&#10;source RFC 1</failure></testcase>`,
    "  </testsuite>",
    '  <testsuite name="b (wording)" tests="1" failures="1" errors="0" skipped="0">',
    expect.stringMatching(
      /^ {4}<testcase classname="b \(wording\)" name="three: .* time="1.5"><failure message="timed out">request .*&#10;response none&#10;level wording&#10;rule reference.md#a-rule&#10;source RFC 1&#10;request .*<\/failure><\/testcase>$/,
    ),
    "  </testsuite>",
    '  <testsuite name="b" tests="3" failures="0" errors="0" skipped="3">',
    '    <testcase classname="b" name="four: Is &lt;good&gt;." time="0.012"><skipped message="no &lt;token&gt;"/></testcase>',
    '    <testcase classname="b" name="five: Is &lt;good&gt;." time="0.012"><skipped message="other"/></testcase>',
    '    <testcase classname="b" name="six: Is &lt;good&gt;." time="0.012"><skipped message="no &lt;token&gt;"/></testcase>',
    "  </testsuite>",
    "</testsuites>",
    "",
  ]);
});

it("a run has the endpoint without credentials and query, and times of its own", async () => {
  await using server = await contractServer((passing: Passing) => {
    if (passing.requestBody.includes("typing")) passing.status = 403;
  });
  const url = `http://127.0.0.1:${server.url.port}/?token=query-secret#fragment`;
  const { out } = await run("--url", url, "--only", "event-typing", "--report", "json");
  expect(out).not.toContain("query-secret");
  const report = JSON.parse(out);
  expect(report.url).toBe(server.url.href);
  expect(report.durationMs).toBeGreaterThanOrEqual(report.results[0].durationMs);
  expect(Number.isInteger(report.durationMs)).toBe(true);
  expect(Number.isInteger(report.results[0].durationMs)).toBe(true);
  expect(report.results[0]).toMatchObject({
    id: "event-typing",
    group: "events",
    doc: "Typing: the event goes out, Id and AbsoluteTime come back.",
    source: "vendor documentation",
    outcome: "failed",
  });
});
