import { spawn } from "node:child_process";
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
/** Where pages say that the stub listens. */
const documentedUrl = "http://127.0.0.1:4010";

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

/** A command that serves until it is told to stop. */
export interface RunningServer extends AsyncDisposable {
  /** What it has said so far. */
  readonly output: string;
}

/** Starts a command that serves, and resolves once it says so. Rejects with what it said when it ends before that. */
export async function startServer(command: string, says: RegExp, cwd: string): Promise<RunningServer> {
  const child = spawn("bash", ["-c", command], {
    cwd,
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // a process group of its own, so that what npx starts is stopped with it
  });
  const closed = once(child, "close");
  let output = "";
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
        if (says.test(output)) resolve();
      });
    }
  });
  const { pid } = child;
  await Promise.race([ready, closed]);
  if (pid === undefined || child.exitCode !== null) throw new Error(`${command} ended at once: ${output}`);
  return {
    get output() {
      return output;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) process.kill(-pid, "SIGTERM");
      await closed;
    },
  };
}

/** Runs a program to its end. */
async function ended(command: string, options: string[], cwd: string): Promise<Ended> {
  const child = spawn(command, options, { cwd, env: environment(), stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { status, output: output + errors };
}

/** Nothing of this machine but what a reader has too; a stub that a page starts takes any free port. */
function environment(): NodeJS.ProcessEnv {
  const PATH = `${root}node_modules/.bin:${process.env["PATH"]}`;
  return { PATH, HOME: process.env["HOME"], NODE_NO_WARNINGS: "1", SENDEVENT_STUB_PORT: "0" };
}
