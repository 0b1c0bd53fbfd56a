import { spawnSync } from "node:child_process";
import { describe } from "vitest";

/**
 * A `describe` for tests that need a tool of this machine. Where there is none, they are skipped and the reason is
 * printed; where `CI` is set, that is a failure: a check that silently does not run is none.
 */
export function withTool(name: string, found: unknown, howToGetIt: string): (title: string, tests: () => void) => void {
  if (found) return describe;
  const reason = `${name} is not on this machine: ${howToGetIt}`;
  if (process.env["CI"]) throw new Error(reason);
  console.error(`Skipped: ${reason}`);
  return describe.skip;
}

/** Whether a command runs here and succeeds. */
export function runs(command: string, ...options: string[]): boolean {
  return spawnSync(command, options, { stdio: "ignore" }).status === 0;
}
