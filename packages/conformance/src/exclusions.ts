import { readFileSync } from "node:fs";
import { type ContractCase, nameOf } from "./case.js";

/** What a run leaves out. */
export interface Exclusions {
  /** Cases, by `group/id` or `id`. */
  readonly skip?: readonly string[];
  /** Groups of cases. */
  readonly skipGroup?: readonly string[];
  /** A file with a line for each case: `group/id  # reason`. */
  readonly exclusions?: string;
}

/** Why each excluded case of a run is excluded, by its name. Throws an Error for what excludes nothing, or has no reason. */
export function excludedCases(asked: Exclusions, cases: readonly ContractCase[]): Map<string, string> {
  const excluded = new Map<string, string>();
  const exclude = (what: string, reason: string, isMeant: (one: ContractCase) => boolean) => {
    const meant = cases.filter(isMeant);
    if (meant.length === 0)
      throw new Error(`${what} excludes nothing: no case that is judged has this name, see --list`);
    for (const one of meant) excluded.set(nameOf(one), reason);
  };
  for (const name of asked.skip ?? [])
    exclude(`--skip ${name}`, "excluded by --skip", (one) => [one.id, nameOf(one)].includes(name));
  for (const name of asked.skipGroup ?? [])
    exclude(`--skip-group ${name}`, "excluded by --skip-group", ({ group }) => group === name);
  for (const { place, name, reason } of linesOf(asked.exclusions))
    exclude(`${place}: ${name}`, `excluded: ${reason}`, (one) => nameOf(one) === name);
  return excluded;
}

/** The lines that exclude something; others are empty, or begin with `#`. */
function linesOf(file: string | undefined): { place: string; name: string; reason: string }[] {
  if (file === undefined) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, index) => {
      const [before = "", ...rest] = line.split("#");
      const [name, reason] = [before.trim(), rest.join("#").trim()];
      if (name === "") return [];
      const place = `${file}:${index + 1}`;
      if (reason === "") throw new Error(`${place}: ${name} has no reason: write it behind a #`);
      return [{ place, name, reason }];
    });
}
