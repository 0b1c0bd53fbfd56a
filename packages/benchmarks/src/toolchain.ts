// npm run bench:toolchain: how long it takes to build, generate and test: all of it, and again when nothing has changed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { table } from "./figures.js";
import { writeResults } from "./results.js";

const cwd = fileURLToPath(new URL("../../..", import.meta.url));

/** Runs a command of the repository, and resolves to the seconds it took. */
async function timed(command: string, ...args: string[]): Promise<number> {
  console.error(`${command} ${args.join(" ")} …`);
  const began = performance.now();
  const [code] = await once(spawn(command, args, { cwd, stdio: "ignore" }), "exit");
  if (code !== 0) throw new Error(`${command} ${args.join(" ")}: exit code ${code}`);
  return (performance.now() - began) / 1000;
}

const figures: Record<string, { cold: number; cached?: number }> = {
  build: { cold: await timed("npx", "turbo", "run", "build", "--force"), cached: await timed("npm", "run", "build") },
  generate: { cold: await timed("npm", "run", "generate") },
  test: { cold: await timed("npx", "turbo", "run", "test", "--force"), cached: await timed("npm", "test") },
};
const seconds = (value: number | undefined) => (value === undefined ? "-" : `${value.toFixed(1)} s`);
const rows = Object.entries(figures).map(([name, { cold, cached }]) => [name, seconds(cold), seconds(cached)]);
console.log(table([["", "all of it", "nothing changed"], ...rows]));
await writeResults("toolchain", { figures });
