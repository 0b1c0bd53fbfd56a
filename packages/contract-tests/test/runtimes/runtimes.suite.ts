// One suite on every runtime that the client supports: `npm run test:runtimes`. Against the stub, or what STUB_URL names.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startStub } from "@sendevent/stub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closingPages, closingToken, receiptsOf } from "./closing.js";
import { runClosingPage, runPage, runProgram, runServiceWorker, runStrictPage, runTwice, runWorker } from "./launch.js";
import { names, type Result } from "./suite.js";

const modules = fileURLToPath(new URL("node_modules/", import.meta.url));
const program =
  (...args: string[]) =>
  (binary: string, endpoint: string) =>
    runProgram(binary, args, endpoint);

const frozen = (binary: string, endpoint: string) => runProgram(binary, [], endpoint, "frozen.ts");
const chromium = "/usr/bin/chromium";

const runtimes: [name: string, binary: string, run: (binary: string, endpoint: string) => Promise<Result[]>][] = [
  ["Node 20.19", `${modules}node-20.19/bin/node`, program()],
  ["Node 22", `${modules}node-22/bin/node`, program()],
  ["Node 24", `${modules}node-24/bin/node`, program()],
  ["Node 26", `${modules}node-26/bin/node`, program()],
  ["Bun", `${modules}bun/bin/bun`, program("run")],
  ["Deno", `${modules}deno/deno`, program("run", "--allow-net", "--no-config")],
  ["workerd", `${modules}workerd/bin/workerd`, runWorker],
  ["Node 20.19, its globals frozen", `${modules}node-20.19/bin/node`, frozen],
  ["Node 24, its globals frozen", `${modules}node-24/bin/node`, frozen],
  ["Chromium", chromium, runPage],
  ["Chromium, two copies of the client on a page", chromium, runTwice],
  ["Chromium, a strict content security policy", chromium, runStrictPage],
  ["Chromium, a service worker", chromium, runServiceWorker],
];

const given = process.env["STUB_URL"];
const stub = given ? undefined : await startStub({ port: 0 });
const endpoint = given ?? stub?.url ?? "";
afterAll(() => stub?.close());

describe.each(runtimes)("%s", (name, binary, run) => {
  const missing = !existsSync(binary);
  if (missing && !process.env["CI"]) {
    console.error(`${name} is skipped, there is no ${binary}`);
    return test.skip("is missing");
  }

  let results: Result[];
  beforeAll(async () => {
    if (missing) throw new Error(`${name} is missing: no ${binary}`);
    results = await run(binary, endpoint);
  }, 60_000);

  test.each(names)("%s", (check) => {
    const found = new Set(results.filter(({ name }) => name === check).map(({ problem }) => problem));
    expect(found).toEqual(new Set([undefined]));
  });
});

test.skipIf(stub === undefined || (!existsSync(chromium) && !process.env["CI"]))(
  "Chromium: what 20 pages send while they close arrives, also 40 receipts at once",
  async () => {
    const pages = Array.from({ length: closingPages }, (_, index) => receiptsOf(index + 1));
    const expected = pages.flat().map((messageId) => JSON.stringify({ messageId }));
    const filter = { token: closingToken, timeoutMs: 10_000 };
    const arrived = await runClosingPage(chromium, endpoint, async () => stub?.waitForEvents(expected.length, filter));
    expect(arrived?.map(({ Content }) => Content).sort()).toEqual(expected.sort());
  },
  60_000,
);
