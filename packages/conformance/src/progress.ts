import type { Result } from "./result.js";

/** Where progress is written: a terminal, or anything else. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Counts results on one line of a terminal, as they come. Writes nothing where there is no terminal. */
export function progressOn(stream: ProgressStream): (result: Result, total: number) => void {
  let done = 0;
  let failed = 0;
  return ({ outcome }, total) => {
    done += 1;
    if (outcome === "failed") failed += 1;
    if (stream.isTTY) stream.write(`\r${done} of ${total}, ${failed} failed${done === total ? "\n" : ""}`);
  };
}
