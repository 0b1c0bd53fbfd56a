import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { path } from "@sendevent/openapi";

const script = fileURLToPath(new URL("load.lua", import.meta.url));
const run = promisify(execFile);

/** What becomes of the events that are sent. */
export type Kind = "accepted" | "rejected" | "replayed";

/** How events are sent. */
export interface Load {
  readonly seconds: number;
  /** Sockets, each of which sends its next event once the last has its response. Default: 32. */
  readonly sockets?: number;
  /** The length of each Content. Default: 0, and then there is none. */
  readonly contentLength?: number;
  /** How many ConnectionTokens the events have. Default: 1. */
  readonly connections?: number;
}

/**
 * Sends events as fast as they get responses, by wrk, a program of one thread that outruns any server here many times.
 * Resolves to requests a second. Throws an Error when not all responses were of the kind that was asked for.
 */
export async function send(port: number, kind: Kind, { seconds, sockets = 32, ...load }: Load): Promise<number> {
  const given = [kind, load.contentLength ?? 0, load.connections ?? 1].map(String);
  const args = [
    "-t1",
    `-c${sockets}`,
    `-d${seconds}s`,
    "-s",
    script,
    `http://127.0.0.1:${port}${path}`,
    "--",
    ...given,
  ];
  const { stdout } = await run("wrk", args).catch((error) => {
    if (error.code !== "ENOENT") throw error;
    throw new Error("The load comes from wrk, which is not installed: apt-get install wrk");
  });
  const [requests = 0, microseconds = 0, errorStatuses = 0, failures = 0] =
    /^result (.*)$/m.exec(stdout)?.[1]?.split(" ").map(Number) ?? [];
  const wrong = failures + (kind === "rejected" ? requests - errorStatuses : errorStatuses);
  if (requests === 0 || wrong > 0) throw new Error(`${wrong} of ${requests} events were not ${kind}`);
  return (requests / microseconds) * 1e6;
}
