import { expect, it } from "vitest";
import { contractServer } from "./fixtures/contract-server.js";
import { run } from "./fixtures/run.js";

it("finds nothing wrong with a server that fulfils the contract", async () => {
  await using server = await contractServer();
  const { out, err, code } = await run("--url", server.url.href, "--stub", "--runs", "200", "--seed", "7");
  expect(out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/: \d+ passed, 0 failed, 0 skipped in \d+\.\d s, --seed 7\n$/);
  expect({ err, code }).toEqual({ err: "", code: 0 });
});
