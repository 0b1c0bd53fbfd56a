import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { contractServer } from "./fixtures/contract-server.js";
import { temporaryFile } from "./fixtures/front.js";
import { run } from "./fixtures/run.js";

const candidates = [process.env["CHROMIUM"] ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser"];
const chromium = candidates.find((path) => existsSync(path));
if (chromium === undefined) console.error("the test of the HTML report in a browser is skipped: there is no Chromium");

it.skipIf(chromium === undefined && process.env["CI"] !== "true")("Chromium reads the report of a run", async () => {
  await using server = await contractServer(({ responseHeaders }) => {
    responseHeaders["x-amzn-RequestId"] = "";
  });
  const { out } = await run("--url", server.url.href, "--report", "html", "--only", "events/", "--only", "token-ended");
  using file = temporaryFile("");
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${file.path}-profile`, "--dump-dom"];
  const browser = spawn(chromium ?? "chromium", [
    ...flags,
    `data:text/html;base64,${Buffer.from(out).toString("base64")}`,
  ]);
  const [dom] = await Promise.all([text(browser.stdout), text(browser.stderr)]);
  const words = dom.replaceAll(/<style>[\s\S]*?<\/style>|<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
  expect(words).toContain("6 cases fail");
  expect(words).toContain("header x-amzn-RequestId must NOT have fewer than 1 characters");
  expect(words).toContain("needs the token of a chat that has ended");
});
