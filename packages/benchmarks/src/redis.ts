// A real Redis and real replicas of the stub, each in a process of its own, for what is run against them.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const { resolve } = createRequire(import.meta.url);
const cli = join(dirname(resolve("@sendevent/stub/package.json")), "dist/cli.js");
const redisServer = process.env["REDIS_SERVER"] ?? "/usr/bin/redis-server";

/** Whether there is a Redis to run. Says so when there is none; where `CI` is set, that is a failure. */
export function hasRedis(): boolean {
  if (existsSync(redisServer)) return true;
  console.log(`Skipped: there is no ${redisServer}; install redis-server, or set REDIS_SERVER`);
  if (process.env["CI"]) process.exitCode = 1;
  return false;
}

/** A program that can be killed, and started again with the same arguments. */
export interface Restartable extends AsyncDisposable {
  readonly port: number;
  start(): Promise<void>;
  /** Sends a signal. SIGKILL and SIGTERM resolve once the process is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** What the process has written, cut off after 100 kB. */
  output(): string;
}

/** Redis, which writes everything to disk before it says that it has it. */
export async function startRedis(): Promise<Restartable> {
  const folder = await mkdtemp(join(tmpdir(), "redis-"));
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""];
  args.push("--appendonly", "yes", "--appendfsync", "always");
  const redis = restartable(port, redisServer, args, "Ready to accept connections");
  await redis.start();
  return {
    ...redis,
    async [Symbol.asyncDispose]() {
      await redis[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A replica of the stub. */
export async function startReplica(...args: string[]): Promise<Restartable> {
  const port = await freePort();
  const watched = ["--import", new URL("event-loop.mjs", import.meta.url).href, cli];
  const common = ["--port", String(port), "--log-level", "silent", "--journal-size", "1000000"];
  const replica = restartable(port, process.execPath, [...watched, ...common, ...args], "listens on");
  await replica.start();
  return replica;
}

function restartable(port: number, program: string, args: string[], greeting: string): Restartable {
  let child: ChildProcess | undefined;
  let log = "";
  const kill = async (signal: NodeJS.Signals) => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    if (signal === "SIGKILL" || signal === "SIGTERM") await exited;
  };
  return {
    port,
    async start() {
      const started = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
      child = started;
      log = "";
      await new Promise<void>((done, fail) => {
        const read = (chunk: Buffer) => {
          if (log.length < 100_000) log += chunk;
          if (log.includes(greeting)) done();
        };
        started.stdout.on("data", read);
        started.stderr.on("data", read);
        started.once("exit", () => fail(new Error(`${program} did not start: ${log}`)));
      });
    },
    kill,
    output: () => log,
    [Symbol.asyncDispose]: () => kill("SIGKILL"),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new TypeError("no port");
  return address.port;
}
