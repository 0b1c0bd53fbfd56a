import { describe, expect, it } from "vitest";
import { loadCases } from "../src/load-cases.js";
import { contractServer, type Passing } from "./fixtures/contract-server.js";
import { run } from "./fixtures/run.js";

/** Words its errors as the contract asks, and no more; and lets its framework respond to what is no request for it. */
function ordinary(passing: Passing) {
  const { Message = "" } = JSON.parse(passing.body || "{}");
  const member = /^(?:ConnectionToken|ContentType|Content|ClientToken)/.exec(Message)?.[0];
  if (member !== undefined) passing.body = JSON.stringify({ Message: `${member} is invalid` });
  if (!/^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(passing.method)) passing.responseHeaders = {};
}

const only = ["content/content-t", "client-token/client-token-t", "wording/", "method/"].flatMap((one) => [
  "--only",
  one,
]);

async function judged(...parameters: string[]) {
  await using server = await contractServer(ordinary);
  const { out, code } = await run("--url", server.url.href, "--report", "json", ...only, ...parameters);
  const { results, levels } = JSON.parse(out);
  const failed = results.filter(({ outcome }: { outcome: string }) => outcome === "failed");
  return { levels, code, ran: new Set(results.map(({ level }: { level: string }) => level)), failed };
}

describe("--level", () => {
  it.each([
    [[], ["contract"], 0],
    [["--level", "contract"], ["contract"], 0],
    [["--level", "transport"], ["contract", "transport"], 1],
    [["--level", "wording"], ["contract", "wording"], 1],
    [["--level", "wording", "--level", "transport"], ["contract", "transport", "wording"], 1],
    [["--level", "wording,transport"], ["contract", "transport", "wording"], 1],
    [["--level", "all"], ["contract", "transport", "wording"], 1],
  ])("%j judges %j, and ends with %i for an ordinary server", async (parameters, levels, code) => {
    const run = await judged(...parameters);
    expect({ levels: run.levels, ran: [...run.ran].sort(), code: run.code }).toEqual({ levels, ran: levels, code });
    const failing = new Set(run.failed.map(({ level }: { level: string }) => level));
    expect([...failing].sort()).toEqual(levels.slice(1));
  });

  it.each(["", "none", "contract,none", "transport,"])("rejects %j", async (level) => {
    expect(await run("--url", "http://h", "--level", level)).toEqual({
      out: "",
      err: "sendevent-conformance: option '--level <LEVEL>' is invalid. It must be contract, transport, wording or all.\n",
      code: 2,
    });
  });
});

describe("what stands between the client and a server", () => {
  const rejecting = (status: number) => (passing: Passing) => {
    if (passing.requestBody.length <= 262144) return;
    Object.assign(passing, { status, body: "<html>", responseHeaders: { "Content-Type": "text/html" } });
  };
  it.each([
    [400, 0],
    [411, 0],
    [499, 0],
    [399, 1],
    [408, 1],
    [500, 1],
  ])("may reject with %i, in its own words, what must not be accepted: exit code %i", async (status, code) => {
    await using server = await contractServer(rejecting(status));
    const { out, ...ended } = await run("--url", server.url.href, "--only", "body-over-limit-in-chunks");
    expect(ended.code).toBe(code);
    if (code === 1) expect(out).toContain(`wrong     status is ${status}, not that of a rejection`);
    if (code === 1) expect(out).toContain("expected  any 4xx but 408");
  });

  it("may write a list in another order", async () => {
    await using server = await contractServer((passing) => {
      if (passing.status === 405) passing.responseHeaders["Allow"] = "OPTIONS, POST";
    });
    const { code } = await run("--url", server.url.href, "--only", "method/");
    expect(code).toBe(0);
  });

  it("may not leave something out of a list", async () => {
    await using server = await contractServer((passing) => {
      if (passing.status === 405) passing.responseHeaders["Allow"] = "GET, POST";
    });
    const { out } = await run("--url", server.url.href, "--only", "method-get");
    expect(out).toContain("header Allow is GET, POST, not POST, OPTIONS");
  });
});

it("the contract demands no more of a Message than the name of the member", () => {
  const mentioned = loadCases().flatMap(({ level, response, then = [] }) =>
    level === "contract" ? [response, ...then.map((step) => step.response)].map(({ mentions = [] }) => mentions) : [],
  );
  const names = ["ContentType", "Content", "ClientToken", "ConnectionToken", "X-Amz-Bearer"];
  expect(mentioned.flat().filter((word) => !names.includes(word))).toEqual([]);
});

it("smuggling is judged at the default level", () => {
  const { level } = loadCases().find(({ id }) => id === "length-and-chunks") ?? {};
  expect(level).toBe("contract");
});
