// npm run bench:renderers: our reference beside ready viewers of OpenAPI documents, all with the same document, from one
// server, in one Chromium. The viewers are fetched for the run only. ROUNDS=3 makes it shorter.
import { readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { addOurs, addViewer, type Contender, viewersPolicy } from "./renderers/contender.js";
import { missed, type Result } from "./renderers/criteria.js";
import { type Bench, inspect, timeUntilReadable } from "./renderers/measure.js";
import { type ServedFile, serveFiles } from "./renderers/server.js";
import { tables } from "./renderers/table.js";
import { viewers } from "./renderers/viewers.js";
import { launchChromium } from "./renderers/visit.js";

const rounds = Number(process.env["ROUNDS"] ?? 7);
const failures = new Map<string, string>();

/** Does a step of one contender. When it fails, the contender's row will say why, and the others go on. */
async function attempt<T>(name: string, step: string, action: () => Promise<T>): Promise<T | undefined> {
  if (failures.has(name)) return undefined;
  console.error(`${step} ${name}`);
  return await action().catch((error: Error) => {
    failures.set(name, `${step}: ${error.message.slice(0, 300)}`);
    return undefined;
  });
}

/** The first line of what the document says of SendEvent: plain words, so that every viewer has them in one piece. */
function firstLineOfTheOperation(): string {
  const { resolve } = createRequire(import.meta.url);
  const document = JSON.parse(readFileSync(resolve("@sendevent/openapi/sendevent.json"), "utf8"));
  const operations: { operationId?: string; description?: string }[] = Object.values(document.paths).flatMap((item) =>
    Object.values(item ?? {}),
  );
  const [line] = operations.find(({ operationId }) => operationId === "SendEvent")?.description?.split("\n") ?? [];
  if (!line || /[`*_[\]]/.test(line)) throw new Error("the description of SendEvent must begin with a plain line");
  return line;
}

/** Milliseconds of every contender, in rounds that each begin with another one. The first round is not counted. */
async function timeInTurns(bench: Bench, contenders: readonly Contender[]): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    const begin = round % contenders.length;
    for (const contender of [...contenders.slice(begin), ...contenders.slice(0, begin)]) {
      const step = round === 0 ? "warming up" : `round ${round} of ${rounds}:`;
      const time = await attempt(contender.name, step, () => timeUntilReadable(bench, contender));
      if (round > 0 && time !== undefined) times.get(contender.name)?.push(time);
    }
  }
  return times;
}

const browser = await launchChromium();
const folder = await mkdtemp(join(tmpdir(), "renderers-"));
// An interrupted run leaves nothing either. On exit playwright ends its browser; SIGINT it answers with an exit itself.
const ended = new AbortController();
process.once("exit", () => {
  ended.abort(); // what still unpacks would fill the folder again
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
process.once("SIGTERM", () => process.exit(143));
try {
  const files = new Map<string, ServedFile>();
  const contenders: Contender[] = [];
  for (const viewer of viewers) {
    const contender = await attempt(viewer.name, "fetching", () => addViewer(viewer, folder, files, ended.signal));
    if (contender) contenders.push(contender);
  }
  contenders.push(await addOurs(files));
  await using server = await serveFiles(files);
  const bench: Bench = { browser, server, sought: firstLineOfTheOperation() };

  const load = loadavg()[0]?.toFixed(2);
  const times = await timeInTurns(bench, contenders);
  const results: Result[] = [];
  for (const contender of contenders) {
    const { name } = contender;
    const findings = await attempt(name, "inspecting", () => inspect(bench, contender));
    if (findings) results.push({ name, contender, times: times.get(name) ?? [], findings });
  }
  for (const [name, failed] of failures) results.unshift({ name, failed });

  const ours = results.at(-1);
  if (!ours || "failed" in ours) throw new Error(`our own reference could not be measured: ${ours?.failed}`);
  console.log(tables(results, ours));
  console.log(`\n¹ opened at the operation by the viewer's own link: its first page, or that in a narrow window, does not show it.

Until "${bench.sought}" is visible, ${rounds} rounds in turns, each with an empty cache, after one that is not counted.
Bytes are compressed with brotli at its highest quality, all until the network was idle. Rules of axe fail in at least one theme.
The viewers' policy: ${viewersPolicy}
Chromium ${browser.version()}, Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model.trim()}, load before the rounds ${load}.`);
  for (const result of results) {
    if (!("failed" in result) && result !== ours && missed(result).length === 0)
      console.log(`${result.name} meets every criterion.`);
  }
} finally {
  await browser.close();
}
