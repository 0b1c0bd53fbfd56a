import { startStub } from "@sendevent/stub";
import { describe, expect, it } from "vitest";
import { type ConformanceOptions, runConformance } from "../src/conformance.js";
import { count } from "../src/result.js";
import { givenTokens, stubTokens } from "../src/stub-tokens.js";
import { ignoresLimits } from "./fixtures/ignores-limits.js";
import { replaysByClientTokenAlone } from "./fixtures/replays-by-client-token-alone.js";
import { wrongErrorShape } from "./fixtures/wrong-error-shape.js";

const groups = ["content/", "content-type/", "client-token/", "connection-token/", "events/"];

async function failedIds(url: URL, options: Partial<ConformanceOptions> = {}) {
  const tokens = givenTokens("conformance-token", undefined);
  const summary = await runConformance({ url, tokens, takesAnyToken: true, only: groups, ...options });
  return summary.results.filter(({ outcome }) => outcome === "failed").map(({ id }) => id);
}

describe("the conformance kit", () => {
  it("passes in full against our stub, 2,000 generated requests included", { timeout: 60_000 }, async () => {
    await using stub = await startStub({ port: 0 });
    const url = new URL(stub.url);
    const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
    console.error(`generated requests: --seed ${seed}`);
    const generated = { runs: Number(process.env["RUNS"] ?? 2000), seed };
    const { results } = await runConformance({ url, tokens: await stubTokens(url), takesAnyToken: true, generated });
    expect(results.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
  });

  it("fails against a server with another shape of errors, in every case of a refusal and no other", async () => {
    await using server = await wrongErrorShape();
    const tokens = givenTokens("conformance-token", undefined);
    const { results } = await runConformance({ url: server.url, tokens, takesAnyToken: true, only: groups });
    const ran = results.filter(({ outcome }) => outcome !== "skipped");
    for (const { id, outcome, steps } of ran) {
      const isRefusal = steps.some(({ expected }) => expected.status >= 400);
      expect(outcome, id).toBe(isRefusal ? "failed" : "passed");
      if (isRefusal) {
        expect(steps.flatMap(({ failures }) => failures)).toEqual(
          expect.arrayContaining([
            "header x-amzn-ErrorType is missing",
            "the body must have required property 'Message'",
          ]),
        );
      }
    }
    expect(count(ran, "failed")).toBeGreaterThan(30);
  });

  it("fails against a server that ignores limits, in the cases of limits and no other", async () => {
    await using server = await ignoresLimits();
    expect(await failedIds(server.url)).toEqual([
      "client-token-too-long-astral",
      "client-token-too-long",
      "token-empty",
      "token-too-long",
      "content-combining-too-long",
      "content-empty",
      "content-too-long-for-typing",
      "content-too-long-mixed-astral",
      "content-too-long-two-byte",
      "content-too-long",
    ]);
  });

  it("finds with generated requests, too, that a server ignores limits", async () => {
    await using server = await ignoresLimits();
    expect(await failedIds(server.url, { only: ["events/"], generated: { runs: 200, seed: 1 } })).toEqual([
      "broken-requests",
    ]);
  });

  it("fails against a server that replays by ClientToken alone, in the cases of other events and no other", async () => {
    await using server = await replaysByClientTokenAlone();
    expect(await failedIds(server.url)).toEqual([
      "no-replay-constant-delivered",
      "no-replay-constant-read",
      "no-replay-other-connection",
      "no-replay-other-content-type",
      "no-replay-other-content",
    ]);
  });

  it("stops at the first failure with bail", async () => {
    await using server = await ignoresLimits();
    expect(await failedIds(server.url, { bail: true })).toHaveLength(1);
  });

  it("sends the vendor's service nothing destructive, and holds it to no decision of ours", async () => {
    const seen: string[] = [];
    const url = new URL("http://participant.connect.eu-west-2.amazonaws.com.invalid");
    const tokens = givenTokens("conformance-token", undefined);
    const only = [
      "body/body-over-limit",
      "http/not-http",
      "connection-token/token-absent",
      "connection-token/token-maximum",
    ];
    const { results } = await runConformance({
      url,
      tokens,
      only,
      timeoutMs: 1000,
      onResult: ({ id }) => seen.push(id),
    });
    expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => "skipped"));
    expect(seen).toHaveLength(6);
  });
});
