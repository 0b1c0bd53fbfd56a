import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { connectionToken, contentTypes, mediaType, method, path } from "@sendevent/openapi";

const { resolve } = createRequire(import.meta.url);

/** A server of SendEvent: a program that Node runs. */
export interface Contender {
  readonly name: string;
  /** Whether it remembers ClientTokens. */
  readonly replays?: boolean;
  /** Its program and arguments. */
  readonly args: (port: number) => string[];
}

/** A contender that runs. */
export interface Running extends AsyncDisposable {
  readonly port: number;
  /** From its start to its first response, in milliseconds. */
  readonly startMs: number;
  /** The memory that it has resident now, in MB. */
  memory(): Promise<number>;
  /** The most memory that it had resident until now, in MB. */
  peakMemory(): Promise<number>;
}

/** The stub with all that it does by default. */
export const stub: Contender = contender(
  "stub",
  ({ cli, port }) => [cli, "--port", port, "--log-format", "json"],
  true,
);

/** The stub with other settings. */
export function stubWith(name: string, ...flags: string[]): Contender {
  return contender(name, ({ cli, port }) => [cli, "--port", port, "--log-format", "json", ...flags], true);
}

const program = (name: string) => fileURLToPath(new URL(`contenders/${name}.mjs`, import.meta.url));

/** What anybody would write with less. */
export const plain: readonly Contender[] = [
  contender("node:http", ({ port }) => [program("bare-http"), port]),
  contender("Express", ({ port }) => [program("express"), port]),
  contender("Express and validator", ({ port }) => [program("express"), port, "validate"]),
];

function contender(name: string, args: (given: { cli: string; port: string }) => string[], replays = false): Contender {
  const cli = join(dirname(resolve("@sendevent/stub/package.json")), "dist/cli.js");
  return { name, replays, args: (port) => args({ cli, port: String(port) }) };
}

/** Prism, which is installed into the folder for this run alone. */
export async function installPrism(folder: string): Promise<Contender> {
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  const args = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "@stoplight/prism-cli@5.16.0"];
  await promisify(execFile)("npm", args, { cwd: folder });
  const prism = join(folder, "node_modules/@stoplight/prism-cli/dist/index.js");
  const document = resolve("@sendevent/openapi/sendevent.yaml");
  return contender("Prism", ({ port }) => [prism, "mock", "--port", port, document]);
}

/** A folder that is removed in the end. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "bench-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Starts a contender, whose output goes to a file, and resolves once it has accepted an event. */
export async function start({ name, args }: Contender, folder: string, node = process.execPath): Promise<Running> {
  const port = await freePort();
  const log = openSync(join(folder, `${name.replaceAll(/\W+/g, "-")}.log`), "w");
  const began = performance.now();
  const child = spawn(node, args(port), { stdio: ["ignore", log, log] });
  while (!(await accepts(port))) {
    await pause(2); // a busy wait would take the very time that is measured
    if (child.exitCode !== null) throw new Error(`${name} exited with ${child.exitCode}`);
  }
  return {
    port,
    startMs: performance.now() - began,
    memory: () => memoryOf(child, "VmRSS"),
    peakMemory: () => memoryOf(child, "VmHWM"),
    [Symbol.asyncDispose]: () => stop(child),
  };
}

/** What the kernel says of a process's memory, in MB. */
async function memoryOf({ pid }: ChildProcess, what: string): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
}

async function accepts(port: number): Promise<boolean> {
  const headers = { "content-type": mediaType, [connectionToken.header]: "first" };
  const body = JSON.stringify({ ContentType: contentTypes.Typing });
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body }).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.ok === true;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, "exit");
  child.kill();
  await exited;
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
