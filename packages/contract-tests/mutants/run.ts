// npm run test:mutants: breaks the document, and then the behaviour of stub and client, one thing at a time, and fails
// unless a test notices each. `--only TEXT` runs the mutants whose name has the text; `--list` prints what caught each.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { readDocument } from "../src/document.js";
import { Copy, type Defect, misplaced } from "./copy.js";
import { firstFinding } from "./document-checks.js";
import { documentMutants } from "./document-mutants.js";

/** Something broken, and how to find out whether a test notices. */
interface Mutant {
  readonly name: string;
  run(copy: Copy): Promise<string | undefined>;
}

interface Equivalent {
  readonly mutant: string;
  readonly proof: string;
}

const { only = "", list } = parseArgs({ options: { only: { type: "string" }, list: { type: "boolean" } } }).values;
const equivalents = new Map(readYaml<Equivalent>("equivalents.yaml").map(({ mutant, proof }) => [mutant, proof]));
const suite = fileURLToPath(new URL("suite.ts", import.meta.url));
const aHang = 60_000;

const misfits = misplaced(readYaml<Defect>("defects.yaml"));
if (misfits.length > 0) {
  console.error(`The code has changed under mutants/defects.yaml. Adapt:\n${misfits.join("\n")}`);
  process.exit(1);
}
const all = [...documents(), ...defects()].filter(({ name }) => name.includes(only));
const survivors: string[] = [];
let done = 0;
const started = Date.now();

const healthy = await inCopy(
  "healthy",
  async (copy) => (await runSuite(copy, "stub")) ?? (await runSuite(copy, "client")),
);
if (healthy !== undefined) {
  console.error(`Nothing is broken yet, and a test fails all the same: ${healthy}`);
  process.exit(1);
}
await Promise.all(Array.from({ length: availableParallelism() }, (_, worker) => inCopy(`${worker}`, work)));
summarize();

async function work(copy: Copy) {
  for (let mutant = all.shift(); mutant !== undefined; mutant = all.shift()) {
    const finding = await mutant.run(copy);
    const isEquivalent = equivalents.has(mutant.name);
    done += 1;
    if (finding === undefined && !isEquivalent) survivors.push(mutant.name);
    if (finding !== undefined && isEquivalent)
      survivors.push(`${mutant.name} (listed as equivalent, but caught: ${finding})`);
    if (list) console.error(`${mutant.name}\n  ${finding ?? "SURVIVED"}`);
    progress();
  }
}

function* documents(): Generator<Mutant> {
  for (const { name, document } of documentMutants(readDocument())) {
    yield {
      name: `document: ${name}`,
      run: async (copy) => {
        const finding = firstFinding(document);
        if (finding !== undefined) return finding;
        copy.writeDocument(document);
        const mutated = JSON.stringify(document);
        const later = (await runSuite(copy, "stub", mutated)) ?? (await runSuite(copy, "client", mutated));
        copy.writeDocument(readDocument());
        return later;
      },
    };
  }
}

function* defects(): Generator<Mutant> {
  for (const defect of readYaml<Defect>("defects.yaml")) {
    const part = defect.file.startsWith("apps/stub/") ? "stub" : "client";
    yield { name: `${part}: ${defect.name}`, run: (copy) => copy.withDefect(defect, () => runSuite(copy, part)) };
  }
}

/** The first finding of the tests in a process of their own; `undefined` when all pass. */
function runSuite(copy: Copy, part: string, mutated?: string): Promise<string | undefined> {
  const { promise, resolve } = withResolvers<string | undefined>();
  const parameters = [copy.folder, part, ...(mutated === undefined ? [] : [mutated])];
  const child = spawn(process.execPath, ["--import", "tsx", suite, ...parameters], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), aHang);
  const output: string[] = [];
  const errors: string[] = [];
  child.stdout.on("data", (chunk) => output.push(String(chunk)));
  child.stderr.on("data", (chunk) => errors.push(String(chunk)));
  child.on("close", (code) => {
    clearTimeout(timer);
    const [finding] = output.join("").split("\n");
    resolve(finding || (code === 0 ? undefined : `it ended with ${code}: ${errors.join("").trim().slice(-300)}`));
  });
  return promise;
}

async function inCopy<T>(name: string, use: (copy: Copy) => Promise<T>): Promise<T> {
  const copy = new Copy(name);
  try {
    return await use(copy);
  } finally {
    copy.remove();
  }
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function readYaml<T>(file: string): T[] {
  return parse(readFileSync(new URL(file, import.meta.url), "utf8"));
}

function progress() {
  const line = `${done} of ${done + all.length} mutants, ${survivors.length} survived`;
  if (process.stderr.isTTY) process.stderr.write(`\r${line}`);
  else if (done % 50 === 0) console.error(line);
}

function summarize() {
  const seconds = Math.round((Date.now() - started) / 1000);
  console.error(
    `\n${done} mutants in ${seconds} s: ${done - survivors.length} accounted for, ${survivors.length} survived.`,
  );
  console.error(`Of these, ${equivalents.size} change nothing that a caller could tell (mutants/equivalents.yaml).`);
  for (const name of survivors) console.error(`SURVIVED ${name}`);
  if (survivors.length > 0 || done === 0) process.exitCode = 1;
}
