// Loaded into a replica of the stub: on SIGUSR2 it starts to watch, and at its end it says on standard error for how long the
// event loop was blocked at most, for how long by work of its own (a busy machine makes a process wait for its turn as well; and
// the collector's other threads block nobody), and how much CPU time the process took.
import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

const resolution = 10;
const delay = monitorEventLoopDelay({ resolution });
let began = process.cpuUsage();
let longest = 0;

function watch() {
  delay.enable();
  began = process.cpuUsage();
  let last = { time: performance.now(), cpu: ownThread() };
  setInterval(() => {
    const now = { time: performance.now(), cpu: ownThread() };
    longest = Math.max(longest, Math.min(now.time - last.time - resolution, now.cpu - last.cpu));
    last = now;
  }, resolution).unref();
}

/** The CPU time of the event loop's thread, in milliseconds. */
function ownThread() {
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
}

function milliseconds({ user, system }, before) {
  return (user + system - before.user - before.system) / 1_000;
}

process.once("SIGUSR2", watch);
process.on("exit", () => {
  const blocked = `${Math.max(0, delay.max / 1e6 - resolution).toFixed(0)} ms, ${longest.toFixed(0)} ms of work`;
  const cpu = milliseconds(process.cpuUsage(), began).toFixed(0);
  process.stderr.write(`event loop blocked for at most ${blocked}; ${cpu} ms of CPU\n`);
});
