import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import type { Result } from "./suite.js";

/** The suite and the built client in one file, as the runtime wants it. */
function bundle(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "runtimes-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill();
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

/** Runs the suite as a program that prints its results. `entry` is what is bundled. */
export function runProgram(binary: string, args: string[], endpoint: string, entry = "program.ts"): Promise<Result[]> {
  return inFolder(async (folder) => {
    const file = join(folder, "program.mjs");
    await writeFile(file, bundle(entry));
    const child = spawn(binary, [...args, file, endpoint], { stdio: ["ignore", "pipe", "pipe"] });
    const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (!printed) throw new Error(complaints);
    return JSON.parse(printed);
  });
}

/** Runs the suite in a worker of workerd that may reach this machine. */
export function runWorker(binary: string, endpoint: string): Promise<Result[]> {
  return inFolder(async (folder) => {
    await writeFile(join(folder, "worker.mjs"), bundle("worker.ts"));
    const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [(name = "worker", esModule = embed "worker.mjs")], compatibilityDate = "2026-01-01")),
    (name = "internet", network = (allow = ["private", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]
);`;
    await writeFile(join(folder, "config.capnp"), config);
    const child = spawn(binary, ["serve", "--control-fd=3", join(folder, "config.capnp")], {
      stdio: ["ignore", "inherit", "inherit", "pipe"],
    });
    try {
      const control = child.stdio[3];
      if (!control) throw new Error("workerd has no control channel");
      const [line] = await Promise.race([once(control, "data"), once(child, "exit").then(() => ["{}"])]);
      const { port } = JSON.parse(String(line).split("\n")[0] ?? "");
      if (!port) throw new Error("workerd does not listen");
      const response = await fetch(`http://127.0.0.1:${port}/?${new URLSearchParams({ endpoint })}`);
      if (!response.ok) throw new Error(`workerd: HTTP ${response.status} ${await response.text()}`);
      return (await response.json()) as Result[];
    } finally {
      await stop(child);
    }
  });
}

const chromiumFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Runs the suite in a page of Chromium, whose origin is not the stub's. */
export function runPage(binary: string, endpoint: string): Promise<Result[]> {
  return inPage(binary, endpoint, { page: pageOf(bundle("page.ts")) }, async (results) => results);
}

/** Runs the suite twice at once in one page, each with a copy of the client of its own. */
export function runTwice(binary: string, endpoint: string): Promise<Result[]> {
  const script = bundle("page.ts");
  return inPage(binary, endpoint, { page: pageOf(script, script), reports: 2 }, async (results) => results);
}

/** Runs the suite in a page that may do nothing but run its own script and reach the stub. */
export function runStrictPage(binary: string, endpoint: string): Promise<Result[]> {
  const policy = [
    "default-src 'none'",
    "script-src 'nonce-one'",
    `connect-src 'self' ${endpoint}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  const page = pageOf(bundle("page.ts")).replace("<script", '<script nonce="one"');
  return inPage(binary, endpoint, { page, policy }, async (results) => results);
}

/** Runs the suite in a service worker of Chromium. */
export function runServiceWorker(binary: string, endpoint: string): Promise<Result[]> {
  const page = pageOf('navigator.serviceWorker.register("/worker.js" + location.search)');
  return inPage(binary, endpoint, { page, worker: bundle("service-worker.ts") }, async (results) => results);
}

/** Opens pages of Chromium that leave at once, and resolves to what `after` does while the next page is there. */
export async function runClosingPage<T>(binary: string, endpoint: string, after: () => Promise<T>): Promise<T> {
  return inPage(binary, endpoint, { page: pageOf(bundle("closing-page.ts")) }, after);
}

function pageOf(...scripts: string[]): string {
  const tags = scripts.map((script) => `<script type="module">${script}</script>`);
  return `<!doctype html><meta charset="utf-8">${tags.join("")}`;
}

/** What is served to a browser, and how often it reports. */
interface Site {
  page: string;
  /** Its content security policy. */
  policy?: string;
  /** The script of its service worker. */
  worker?: string;
  reports?: number;
}

/** A page reports to the server that it came from, or leaves for one that does. */
function inPage<T>(
  binary: string,
  endpoint: string,
  { page, policy, worker, reports = 1 }: Site,
  after: (results: Result[]) => Promise<T>,
): Promise<T> {
  return inFolder(async (folder) => {
    const left = pageOf('fetch("/results", { method: "POST", body: "[]" })');
    const server = createServer();
    const results = new Promise<Result[]>((resolve) => {
      const reported: Result[][] = [];
      server.on("request", async (request, response) => {
        if (request.method === "POST") reported.push((await json(request)) as Result[]);
        if (reported.length === reports) resolve(reported.flat());
        if (policy) response.setHeader("content-security-policy", policy);
        const isWorker = worker && request.url?.startsWith("/worker.js");
        response.setHeader("content-type", isWorker ? "text/javascript" : "text/html");
        response.end(isWorker ? worker : request.url === "/left" ? left : page);
      });
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/?${new URLSearchParams({ endpoint })}`;
    const child = spawn(binary, [...chromiumFlags, `--user-data-dir=${folder}`, url], { stdio: "ignore" });
    try {
      const exited = once(child, "exit").then(() => Promise.reject(new Error("Chromium exited before it was done")));
      return await Promise.race([results.then(after), exited]);
    } finally {
      await stop(child);
      server.closeAllConnections();
      server.close();
    }
  });
}
