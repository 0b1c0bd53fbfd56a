import { expect, it } from "vitest";
import { contractServer } from "./fixtures/contract-server.js";
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
