// Runs Stryker on the source files that changed since a commit, one after the other, for as long as the time allows:
// `tsx scripts/changed-mutants.ts <commit> <minutes>`. Fails when a package's score over them is under its threshold.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

interface Config {
  readonly mutate: readonly string[];
  readonly thresholds: { readonly break: number };
}
interface Report {
  readonly files: Readonly<Record<string, { mutants: readonly { status: string }[] }>>;
}

const [since = "HEAD^1", minutes = "20"] = process.argv.slice(2);
const end = Date.now() + Number(minutes) * 60_000;
/** Few mutants make no score: survivors are counted as if there were at least so many mutants. */
const fewestMutants = 100;

/** The lines that git prints. */
function git(folder: string, ...args: string[]): string[] {
  return execFileSync("git", args, { cwd: folder, encoding: "utf8" }).split("\n").filter(Boolean);
}

/** The files under a package's `mutate` patterns that changed. */
function changedFiles(folder: string, { mutate }: Config): string[] {
  const patterns = mutate.map((pattern) =>
    pattern[0] === "!" ? `:(exclude,glob)${pattern.slice(1)}` : `:(glob)${pattern}`,
  );
  return git(folder, "diff", "--name-only", "--relative", "--diff-filter=d", since, "--", ...patterns);
}

/** The status of each mutant of a file; nothing when time was up. Throws when Stryker cannot run, say because a test fails. */
function statuses(folder: string, config: string, file: string): string[] | undefined {
  const report = join(folder, "reports/mutation/mutation.json");
  rmSync(report, { force: true });
  const args = ["run", config, "--mutate", file, "--reporters", "clear-text,json"];
  const timeout = Math.max(1, end - Date.now());
  const { error } = spawnSync(resolve("node_modules/.bin/stryker"), args, { cwd: folder, stdio: "inherit", timeout });
  if (error) return undefined;
  if (!existsSync(report)) throw new Error(`${join(folder, file)}: Stryker made no report`);
  const { files }: Report = JSON.parse(readFileSync(report, "utf8"));
  return Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
}

for (const path of git(".", "ls-files", ":(glob)*/*/stryker*.json")) {
  const folder = dirname(path);
  const config: Config = JSON.parse(readFileSync(path, "utf8"));
  const found: string[] = [];
  for (const file of changedFiles(folder, config)) {
    const ran = Date.now() < end ? statuses(folder, basename(path), file) : undefined;
    if (ran === undefined) console.log(`Left out, time is up: ${join(folder, file)}`);
    found.push(...(ran ?? []));
  }
  const count = (...wanted: string[]) => found.filter((status) => wanted.includes(status)).length;
  const survivors = count("Survived", "NoCoverage");
  const all = survivors + count("Killed", "Timeout");
  if (all > 0) console.log(`${path}: ${survivors} of ${all} mutants survived`);
  if (survivors > (1 - config.thresholds.break / 100) * Math.max(all, fewestMutants)) {
    console.log(`${path}: the score is under its threshold of ${config.thresholds.break} %`);
    process.exitCode = 1;
  }
}
