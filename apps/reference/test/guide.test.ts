import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readContract } from "../src/contract/contract.js";
import { readDocuments } from "../src/site/documents.js";
import { guideSteps, type Step } from "../src/site/guide-steps.js";

const { contract, apis } = await readDocuments();
const steps = guideSteps({
  contract: readContract(contract),
  apis: apis.map(({ document, ...api }) => ({ ...api, contract: readContract(document) })),
});

/** Where the guide says that the stub listens. */
const documented = "http://127.0.0.1:4010";
const root = fileURLToPath(new URL("../../..", import.meta.url));

// The path is walked once, in its order: each step goes on where the one before ended.
let folder: string;
let stub: ChildProcess;
let url: string;
let said: string;
beforeAll(async () => {
  folder = await mkdtemp(fileURLToPath(new URL("../dist/guide-", import.meta.url))); // beside node_modules
  const [start] = steps;
  stub = bash(`exec ${start?.run[0]?.code}`);
  said = String(await once(stub.stderr ?? process.stderr, "data"));
  url = /http:\/\/\S+:\d+/.exec(said)?.[0] ?? "";
});
afterAll(async () => {
  if (stub.pid !== undefined) process.kill(-stub.pid, "SIGTERM");
  await once(stub, "exit");
  await rm(folder, { recursive: true });
});

function bash(command: string): ChildProcess {
  return spawn("bash", ["-c", command], {
    cwd: folder,
    env: { PATH: `${root}node_modules/.bin:${process.env["PATH"]}`, HOME: folder, SENDEVENT_STUB_PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // a process group of its own, so that what npx starts is stopped with it
  });
}

/** Does what a step says. What it prints last. */
async function walk({ run }: Step): Promise<string> {
  let printed = "";
  for (const { code, file } of run) {
    const here = code.replaceAll(documented, url);
    if (file !== undefined) await writeFile(join(folder, file), here);
    else {
      const child = bash(here);
      [printed] = await Promise.all([text(child.stdout ?? process.stdin), once(child, "exit")]);
    }
  }
  return printed;
}

test("start: the stub says what the guide says", () => {
  expect(said.replaceAll(url, documented)).toContain(steps[0]?.see.code);
});

test.each(steps.slice(1))("$id: what the step says works, and shows what it says", async (step) => {
  const printed = await walk(step);
  if (step.see.language !== "json") return expect(printed).toContain(step.see.code);
  expect(shapeOf(JSON.parse(printed.slice(printed.indexOf("{"))))).toMatchObject(shapeOf(JSON.parse(step.see.code)));
});

/** A value of which IDs and times, which differ from run to run, are left out. */
function shapeOf(value: object): object {
  const volatile = (text: string) => text.replaceAll(/[0-9a-f-]{36}|\d{4}-\d\d-\d\dT[\d:.]+Z/g, "…");
  return JSON.parse(volatile(JSON.stringify(value)));
}
