// npm run bench:store [-- --rounds 5 --seconds 4]: how many events a second the stub accepts with its state in memory, and in
// Redis with one replica and with two, compared within each round; how much CPU time an event costs, which tells what they do on
// cores of their own; and for how long an event loop was blocked.
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { median, table } from "./figures.js";
import { hasRedis, type Restartable, startRedis, startReplica } from "./redis.js";
import { writeResults } from "./results.js";
import { send } from "./wrk.js";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, seconds: { type: "string", default: "4" } },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);

/** The events a second of all these replicas together, of whom each gets its share of 32 connections. */
async function rates(replicas: readonly Restartable[]): Promise<number[]> {
  const load = { seconds, sockets: 32 / replicas.length, connections: 100 };
  return Promise.all(replicas.map(({ port }) => send(port, "accepted", load)));
}

/** What was measured of a process. */
interface Process {
  readonly name: string;
  events: number;
  cpuMs: number;
  /** For how long its event loop was blocked at most, and for how long by work of its own. */
  blockedMs?: number;
  ownMs?: number;
}

async function bench(): Promise<void> {
  await using redis = await startRedis();
  const place = `redis://127.0.0.1:${redis.port}`;
  await using inMemory = await startReplica();
  await using first = await startReplica("--store", place);
  await using second = await startReplica("--store", place);
  const names = ["in memory", "Redis, one replica", "Redis, two replicas"] as const;
  const contenders = [[inMemory], [first], [first, second]];
  const processes = new Map<Restartable, Process>(
    [inMemory, first, second, redis].map((running, index) => {
      const name = ["in memory", "Redis, first replica", "Redis, second replica", "Redis itself"][index] ?? "";
      return [running, { name, events: 0, cpuMs: 0 }];
    }),
  );
  for (const replicas of contenders) await rates(replicas); // until the code is compiled
  for (const replica of [inMemory, first, second]) await replica.kill("SIGUSR2");
  const redisBefore = await cpuOf(redis);

  const ratios: number[][] = names.map(() => []);
  const totals: number[][] = names.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, replicas] of contenders.entries()) {
      const measured = await rates(replicas);
      for (const [at, replica] of replicas.entries()) {
        for (const counted of [replica, ...(index > 0 ? [redis] : [])]) {
          const process = processes.get(counted);
          if (process) process.events += (measured[at] ?? 0) * seconds;
        }
      }
      const total = measured.reduce((sum, rate) => sum + rate, 0);
      totals[index]?.push(total);
      ratios[index]?.push(total / (totals[0]?.at(-1) ?? Number.NaN));
    }
  }
  for (const [running, process] of processes) {
    if (running === redis) process.cpuMs = (await cpuOf(redis)) - redisBefore;
    else Object.assign(process, await watched(running));
  }
  report(names, totals, ratios, [...processes.values()]);
  const figures = { totals, ratios, processes: [...processes.values()] };
  await writeResults("store", { rounds, seconds, contenders: names, ...figures });
}

/** Ends a replica, which then says what it has watched. */
async function watched(replica: Restartable): Promise<Partial<Process>> {
  await replica.kill("SIGTERM");
  const said = /at most (\d+) ms, (\d+) ms of work; (\d+) ms of CPU/.exec(replica.output()) ?? [];
  const [blockedMs = Number.NaN, ownMs = Number.NaN, cpuMs = Number.NaN] = said.slice(1).map(Number);
  return { blockedMs, ownMs, cpuMs };
}

function report(names: readonly string[], totals: number[][], ratios: number[][], processes: Process[]): void {
  const rows = names.map((name, index) => {
    return [name, median(totals[index] ?? []).toFixed(0), median(ratios[index] ?? []).toFixed(2)];
  });
  console.log(`Node ${process.version}: median of ${rounds} rounds of ${seconds} s\n`);
  console.log(table([["", "events a second", "× in memory"], ...rows]));
  const costs = processes.map(({ name, events, cpuMs, blockedMs = "-", ownMs = "-" }) => {
    const each = cpuMs / events;
    return [name, each.toFixed(3), (1000 / each).toFixed(0), String(ownMs), String(blockedMs)];
  });
  const head = [
    "",
    "CPU ms an event",
    "a second on a core of its own",
    "loop blocked by work, ms",
    "and by the machine, ms",
  ];
  console.log(`\n${table([head, ...costs])}`);
}

/** The CPU time of Redis so far, in milliseconds. */
async function cpuOf({ port }: Restartable): Promise<number> {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.end("INFO cpu\r\n");
  const info = await text(socket);
  return 1000 * [...info.matchAll(/^used_cpu_(?:sys|user):(\S+)/gm)].reduce((sum, [, part]) => sum + Number(part), 0);
}

if (hasRedis()) await bench();
