import { expect, it } from "vitest";
import { contractServer } from "./fixtures/contract-server.js";
import { front } from "./fixtures/front.js";
import { run } from "./fixtures/run.js";

it("finds nothing wrong, at any level, with a server that fulfils the contract", async () => {
  await using server = await contractServer();
  const all = ["--stub", "--level", "all", "--runs", "200", "--seed", "7"];
  const { out, err, code } = await run("--url", server.url.href, ...all);
  expect(out.split("\n")).toEqual([
    expect.stringMatching(/^contract: 226 passed, 0 failed, 0 skipped$/),
    expect.stringMatching(/^transport: 27 passed, 0 failed, 0 skipped$/),
    expect.stringMatching(/^wording: 5 passed, 0 failed, 0 skipped$/),
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/: 258 passed, 0 failed, 0 skipped in \d+\.\d s, --seed 7$/),
    "",
  ]);
  expect({ err, code }).toEqual({ err: "", code: 0 });
});

it("finds nothing wrong with it when many cases run at a time", async () => {
  await using server = await contractServer();
  const { out, code } = await run("--url", server.url.href, "--stub", "--concurrency", "8");
  expect(out).toMatch(/: 224 passed, 0 failed, 0 skipped/);
  expect(code).toBe(0);
});

it("finds nothing wrong with it over HTTP/2, as far as HTTP/2 can say it", async () => {
  await using server = await contractServer();
  using plain = await front("h2c", server.url);
  const { out, code } = await run("--url", plain.url.href, "--http2", "--stub", "--level", "all");
  expect(out).toMatch(/: 232 passed, 0 failed, 24 skipped/);
  expect(code).toBe(0);
});
