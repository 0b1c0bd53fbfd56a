// npm run bench:stub: how fast the stub starts and responds, and its memory, beside Prism on the same document.
// Prism is installed for the run only. REQUESTS=20000 makes the memory part shorter.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { connectionToken, contentTypes, mediaType, path } from "@sendevent/openapi";

const requests = Number(process.env["REQUESTS"] ?? 100_000);
const starts = 5;
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
const { resolve } = createRequire(import.meta.url);
const stub = [join(dirname(resolve("@sendevent/stub/package.json")), "dist/cli.js"), "--log-level", "silent", "--port"];
const document = resolve("@sendevent/openapi/sendevent.yaml");

/** Sends one event, and resolves to the status. */
function send(port: number, variation: { path?: string; type?: string; token?: string; ClientToken?: string } = {}) {
  const body = JSON.stringify({ ContentType: contentTypes.Typing, ClientToken: variation.ClientToken ?? "same" });
  return new Promise<number>((done, fail) => {
    const headers = {
      "content-type": variation.type ?? mediaType,
      "content-length": body.length,
      [connectionToken.header]: variation.token ?? "t",
    };
    const outgoing = request({ agent, port, host: "127.0.0.1", method: "POST", path: variation.path ?? path, headers });
    outgoing.on("response", (response) => response.resume().on("end", () => done(response.statusCode ?? 0)));
    outgoing.on("error", fail).end(body);
  });
}

/** Starts a program, and resolves once it has accepted its first event. */
async function untilFirstResponse(args: string[], port: number): Promise<{ child: ChildProcess; ms: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: "ignore" });
  while ((await send(port).catch(() => 0)) !== 200) {
    await pause(5); // a busy wait would take the very time that is measured
    if (child.exitCode !== null) throw new Error(`${args[0]} exited with ${child.exitCode}`);
  }
  return { child, ms: performance.now() - began };
}

async function stop(child: ChildProcess) {
  child.kill();
  if (child.exitCode === null) await once(child, "exit");
}

/** Resident memory of a process, in MB. */
function resident(child: ChildProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024;
}

async function sendMany(count: number, port: number, vary: (index: number) => Parameters<typeof send>[1]) {
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (next < count) await send(port, vary(next++));
    }),
  );
  return (count / (performance.now() - began)) * 1000;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new TypeError("no port");
  return address.port;
}

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

async function measure(name: string, args: (port: number) => string[]) {
  const times: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    const port = await freePort();
    const { child, ms } = await untilFirstResponse(args(port), port);
    times.push(ms);
    await stop(child);
  }
  const port = await freePort();
  const { child } = await untilFirstResponse(args(port), port);
  const rate = await sendMany(5_000, port, () => ({}));
  const figures = { name, start: median(times), rate, memory: resident(child) };
  await stop(child);
  console.log(
    `${name}: ${figures.start.toFixed(0)} ms to the first response, ${rate.toFixed(0)} requests/s, ${figures.memory.toFixed(0)} MB`,
  );
  return figures;
}

async function prismIn(folder: string): Promise<string> {
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "@stoplight/prism-cli@5.16.0"], {
    cwd: folder,
    stdio: "ignore",
  });
  return join(folder, "node_modules/@stoplight/prism-cli/dist/index.js");
}

async function memory() {
  const port = await freePort();
  const { child } = await untilFirstResponse([...stub, String(port)], port);
  await sendMany(requests, port, () => ({}));
  console.log(`after ${requests} equal requests: ${resident(child).toFixed(0)} MB (at most 130)`);
  await stop(child);

  const variedPort = await freePort();
  const varied = (await untilFirstResponse([...stub, String(variedPort)], variedPort)).child;
  await sendMany(2_000, variedPort, () => ({}));
  const before = resident(varied);
  await sendMany(requests, variedPort, (index) => ({
    type: `${mediaType}; x=${index}`,
    token: `token-${index}`,
    ClientToken: `client-${index}`,
    path: index % 2 === 0 ? path : `/path/${index}`,
  }));
  const grown = resident(varied) - before;
  console.log(
    `${requests} requests with distinct types, tokens, ClientTokens and paths: ${grown.toFixed(0)} MB more (below 60)`,
  );
  await stop(varied);
}

const folder = await mkdtemp(join(tmpdir(), "prism-"));
try {
  const ours = await measure("stub", (port) => [...stub, String(port)]);
  const prism = await prismIn(folder).catch((error) => console.log(`Prism could not be installed: ${error.message}`));
  if (prism) {
    const theirs = await measure("Prism", (port) => [prism, "mock", "--port", String(port), document]);
    const times = (ratio: number) => `${ratio.toFixed(1)} ×`;
    console.log(
      `Prism takes ${times(theirs.start / ours.start)} the time to start, ${times(ours.rate / theirs.rate)} the time for a request, and ${times(theirs.memory / ours.memory)} the memory`,
    );
  }
  await memory();
} finally {
  agent.destroy();
  await rm(folder, { recursive: true, force: true });
}
