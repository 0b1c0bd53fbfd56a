import { expect, it } from "vitest";
import { main } from "../src/main.js";
import { contractServer } from "./fixtures/contract-server.js";

async function stderrOf(isTTY: boolean | undefined): Promise<string> {
  await using server = await contractServer((passing) => {
    if (passing.requestBody.includes("message.read")) passing.status = 403;
  });
  let written = "";
  const stderr = { isTTY, write: (text: string) => (written += text) };
  await main(
    ["--url", server.url.href, "--only", "event-message", "--only", "event-typing", "--runs", "2", "--seed", "3"],
    {
      stdout: { write: () => {} },
      stderr,
      interrupted: () => Promise.resolve(),
    },
  );
  return written;
}

it("counts the cases and what failed on one line of a terminal", async () => {
  expect(await stderrOf(true)).toMatch(
    /^\r1 of 5, 0 failed\r2 of 5, 1 failed\r3 of 5, 1 failed\r4 of 5, \d failed\r5 of 5, \d failed\n$/,
  );
});

it.each([false, undefined])("writes nothing where there is no terminal (%s)", async (isTTY) => {
  expect(await stderrOf(isTTY)).toBe("");
});
