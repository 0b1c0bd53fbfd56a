import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@redis/client";

const program = process.env["REDIS_SERVER"] ?? "/usr/bin/redis-server";

/** Whether Redis is there. Where it is not, its tests are skipped, and fail where `CI` is set. */
export const hasRedis = existsSync(program);
if (!hasRedis && process.env["CI"])
  throw new Error(`There is no ${program}: install redis-server, or set REDIS_SERVER`);
if (!hasRedis) process.emitWarning(`The tests on Redis are skipped: there is no ${program}`);

/** A real Redis on a port and in a folder of its own. */
export class RedisServer implements AsyncDisposable {
  readonly port: number;
  readonly #folder: string;
  readonly #args: readonly string[];
  #process: ChildProcess | undefined;

  private constructor(port: number, folder: string, args: readonly string[]) {
    this.port = port;
    this.#folder = folder;
    this.#args = args;
  }

  static async start(...args: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), await mkdtemp(join(tmpdir(), "redis-")), args);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const common = ["--port", String(this.port), "--bind", "127.0.0.1", "--dir", this.#folder, "--save", ""];
    this.#process = spawn(program, [...common, ...this.#args], { stdio: ["ignore", "pipe", "inherit"] });
    let log = "";
    for await (const chunk of this.#process.stdout ?? []) {
      log += chunk;
      if (log.includes("Ready to accept connections")) break;
    }
    if (this.#process.exitCode !== null || !log.includes("Ready")) throw new Error(`Redis did not start: ${log}`);
  }

  /** SIGKILL, so that only what is on disk is left; SIGSTOP and SIGCONT to have it hold its breath. */
  async signal(signal: "SIGKILL" | "SIGSTOP" | "SIGCONT"): Promise<void> {
    const running = this.#process;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    running.kill(signal);
    if (signal === "SIGKILL") await once(running, "exit");
  }

  /** Sends commands, one after the other. Resolves to the last reply. */
  async send(...commands: string[][]): Promise<unknown> {
    const client = createClient({ url: this.url });
    await client.connect();
    let reply: unknown;
    for (const command of commands) reply = await client.sendCommand(command);
    await client.close();
    return reply;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.signal("SIGKILL");
    await rm(this.#folder, { recursive: true, force: true });
  }
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
