import { runConformance, stubTokens } from "@sendevent/conformance";
import { startStub } from "@sendevent/stub";
import { expect, it } from "vitest";

it("the stub accepts and rejects generated requests as the document says", async () => {
  await using stub = await startStub({ port: 0 });
  const url = new URL(stub.url);
  const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
  console.error(`generated requests: --seed ${seed}`);
  const generated = { runs: Number(process.env["RUNS"] ?? 2000), seed };
  const tokens = await stubTokens(url);
  const { results } = await runConformance({ url, tokens, acceptsAnyToken: true, only: ["events/"], generated });
  expect(results.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
});
