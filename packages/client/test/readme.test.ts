import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { errorResponse, sent, startServer } from "./server.js";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

const readme = await readFile(`${root}README.md`, "utf8");
const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""], index) => ({
  name: `block${index + 1}`,
  firstLines: code.split("\n").slice(0, 3).join(" "),
  code,
}));

let folder: string;

// Below the package, where a newcomer's `import "@sendevent/client"` finds what was built
beforeAll(async () => {
  await mkdir(`${root}node_modules`, { recursive: true });
  folder = await mkdtemp(`${root}node_modules/readme-`);
  for (const { name, code } of blocks) await writeFile(`${folder}/${name}.mts`, code);
  const options = "--strict --exactOptionalPropertyTypes --module nodenext --target es2022 --types node --skipLibCheck";
  await run(process.execPath, [tsc, ...options.split(" "), ...blocks.map(({ name }) => `${folder}/${name}.mts`)]);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(blocks)("$name compiles and runs: $firstLines", async ({ name, code }) => {
  const handsInFetch = code.includes("fetch:");
  const { endpoint, requests } = await startServer([
    code.includes("ThrottlingException") ? errorResponse(429, "ThrottlingException") : sent,
  ]);
  // What is meant for the service goes to this test's server
  const route = `const { fetch } = globalThis; globalThis.fetch = (request) =>
    fetch(new Request(request.url.replace("https://participant.connect.eu-west-2.amazonaws.com", "${endpoint}"), request));`;
  const preload = `data:text/javascript,${encodeURIComponent(route)}`;
  const { stderr } = await run(process.execPath, ["--import", preload, `${folder}/${name}.mjs`]);
  expect(stderr).toBe("");
  expect(requests.length > 0).toBe(!handsInFetch);
});

test("the README has blocks, and each of them names this package", () => {
  expect(blocks.length).toBeGreaterThanOrEqual(6);
  for (const { code } of blocks) expect(code).toContain('from "@sendevent/client');
});
