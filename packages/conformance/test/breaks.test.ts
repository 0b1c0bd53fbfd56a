import { expect, it } from "vitest";
import { runConformance } from "../src/conformance.js";
import { stubTokens } from "../src/tokens.js";
import { breaks } from "./fixtures/breaks.js";
import { contractServer } from "./fixtures/contract-server.js";

it.each(breaks)("the default level notices: %s (%s)", async (_what, cases, distort) => {
  await using server = await contractServer(distort);
  const tokens = await stubTokens(server.url);
  const { results } = await runConformance({
    url: server.url,
    tokens,
    acceptsAnyToken: true,
    only: [cases],
    bail: true,
  });
  expect(results.some(({ outcome }) => outcome === "failed")).toBe(true);
});

it("every kind of break leaves what it does not concern as it is", async () => {
  await using server = await contractServer();
  const tokens = await stubTokens(server.url);
  const only = [...new Set(breaks.map(([, cases]) => cases))];
  const { results } = await runConformance({ url: server.url, tokens, acceptsAnyToken: true, only });
  expect(results.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
});
