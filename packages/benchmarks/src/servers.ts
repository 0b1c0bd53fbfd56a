// npm run bench:servers [-- --rounds 5 --seconds 4 --node /path/to/node]: the stub beside what people would use instead. Each
// contender is started fresh and warmed up in each round, in turn, and all rates are compared within a round.
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { type Contender, installPrism, plain, start, stub, stubWith, temporaryFolder } from "./contender.js";
import { median, spread, table } from "./figures.js";
import { p99 } from "./paced.js";
import { hasRedis, startRedis } from "./redis.js";
import { writeResults } from "./results.js";
import { type Kind, send } from "./wrk.js";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    node: { type: "string", default: process.execPath },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const kinds: readonly Kind[] = ["accepted", "rejected", "replayed"];
/** The pacing sender is a Node program too: beyond this rate it would measure itself. */
const fastestPace = 4_000;

/** What was measured of a contender: one number a round. */
type Figures = Record<Kind | "startMs" | "p99Ms" | "peakMemoryMB", number[]>;

async function measure(contender: Contender, folder: string, figures: Figures): Promise<void> {
  await using server = await start(contender, folder, values.node);
  figures.startMs.push(server.startMs);
  await send(server.port, "accepted", { seconds: 2 }); // until the code is compiled
  for (const kind of kinds) {
    if (kind === "replayed" && !contender.replays) continue;
    figures[kind].push(await send(server.port, kind, { seconds }));
  }
  figures.peakMemoryMB.push(await server.peakMemory());
  const pace = (figures.accepted.at(-1) ?? 0) / 2;
  if (pace <= fastestPace) figures.p99Ms.push(await p99(server.port, pace, seconds));
}

async function bench(): Promise<void> {
  await using folder = await temporaryFolder();
  console.error("Installing Prism for this run …");
  const prism = await installPrism(folder.path);
  await using redis = hasRedis() ? await startRedis() : undefined;
  const onRedis = redis ? [stubWith("stub on Redis", "--store", `redis://127.0.0.1:${redis.port}`)] : [];
  const contenders = [...plain, prism, stub, ...onRedis];
  const measured = contenders.map((contender) => {
    const figures: Figures = { accepted: [], rejected: [], replayed: [], startMs: [], p99Ms: [], peakMemoryMB: [] };
    return { contender, figures };
  });
  for (let round = 1; round <= rounds; round += 1) {
    for (const { contender, figures } of measured) {
      console.error(`Round ${round} of ${rounds}: ${contender.name} …`);
      await measure(contender, folder.path, figures);
    }
  }
  const named = Object.fromEntries(measured.map(({ contender, figures }) => [contender.name, figures]));
  report(named);
  await writeResults("servers", {
    node: execFileSync(values.node, ["--version"], { encoding: "utf8" }).trim(),
    rounds,
    seconds,
    figures: named,
  });
}

function report(named: Record<string, Figures>): void {
  const express = median(named["Express"]?.accepted ?? []);
  const whole = (numbers: number[]) => (numbers.length === 0 ? "-" : median(numbers).toFixed(0));
  const rows = Object.entries(named).map(([name, { accepted, rejected, replayed, startMs, p99Ms, peakMemoryMB }]) => [
    name,
    whole(accepted),
    `±${(spread(accepted) / 2).toFixed(0)} %`,
    (median(accepted) / express).toFixed(2),
    whole(rejected),
    whole(replayed),
    p99Ms.length === 0 ? "-" : median(p99Ms).toFixed(1),
    whole(startMs),
    whole(peakMemoryMB),
  ]);
  const head = ["", "accepted/s", "", "× Express", "rejected/s", "replayed/s", "p99 ms", "start ms", "peak MB"];
  console.log(
    `Events by wrk, 32 sockets; medians of ${rounds} rounds of ${seconds} s; p99 at half the accepted rate\n`,
  );
  console.log(table([head, ...rows]));
  const [fastest = 0, second = 0] = Object.values(named)
    .map(({ accepted }) => median(accepted))
    .toSorted((a, b) => b - a);
  console.log(
    `\nThe load generator is not what limits: it gets ${(fastest / second).toFixed(1)} × as much from the fastest as from the next.`,
  );
}

await bench();
