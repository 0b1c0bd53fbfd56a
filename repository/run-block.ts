import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { root } from "./markdown.js";

/** Where blocks run: a folder of their own, and the stub that stands for the service and for the documented address. */
export interface Surroundings {
  readonly folder: string;
  readonly stubUrl: string;
}

/** How a command ended. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

const redirect = new URL("redirect-fetch.mjs", import.meta.url);
const documentedUrl = "http://127.0.0.1:4010";

/** The commands of a shell block: lines that belong together are one command. */
export function commandsOf(block: string): string[] {
  const commands: string[] = [];
  let pending = "";
  for (const line of block.split("\n")) {
    pending += `${line}\n`;
    const complete = !line.endsWith("\\") && spawnSync("bash", ["-n"], { input: pending }).status === 0;
    if (!complete) continue;
    if (pending.trim() !== "" && !pending.trim().startsWith("#")) commands.push(pending.trim());
    pending = "";
  }
  if (pending.trim() !== "") commands.push(pending.trim());
  return commands;
}

/** Runs a shell command as a reader would, but against the stub of the test. Commands that never end get three seconds. */
export function runCommand(command: string, { folder, stubUrl }: Surroundings): Promise<Ended> {
  const endless = /\bcurl\b.* -N\b/.test(command) ? command.replace("curl", "curl --max-time 3") : command;
  return ended("bash", ["-c", endless.replaceAll(documentedUrl, stubUrl)], folder);
}

/** Runs a block of TypeScript or JavaScript as a module. */
export async function runModule(name: string, code: string, { folder, stubUrl }: Surroundings): Promise<Ended> {
  const file = join(folder, name);
  await writeFile(file, code.replaceAll(documentedUrl, stubUrl));
  return ended(
    process.execPath,
    ["--import", `${redirect}?stub=${encodeURIComponent(stubUrl)}`, "--import", "tsx", file],
    root,
  );
}

/** Starts a command that serves until it is told to stop, stops it once it says so, and resolves to what it said. */
export async function runServer(command: string, says: RegExp, { folder }: Surroundings): Promise<string> {
  const child = spawn("bash", ["-c", command], {
    cwd: folder,
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // a process group of its own, so that what npx starts is stopped with it
  });
  const closed = once(child, "close");
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      if (says.test(output) && child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    });
  }
  await closed;
  return output;
}

async function ended(command: string, options: string[], cwd: string): Promise<Ended> {
  const child = spawn(command, options, { cwd, env: environment(), stdio: ["ignore", "pipe", "pipe"] });
  const [output, complaints, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { status, output: output + complaints };
}

/** Nothing of this machine but what a reader has too; a stub that a page starts takes any free port. */
function environment(): NodeJS.ProcessEnv {
  const PATH = `${root}node_modules/.bin:${process.env["PATH"]}`;
  return { PATH, HOME: process.env["HOME"], NODE_NO_WARNINGS: "1", SENDEVENT_STUB_PORT: "0" };
}
