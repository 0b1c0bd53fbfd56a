import { writeFileSync } from "node:fs";
import { runConformance } from "./conformance.js";
import { loadCases } from "./load-cases.js";
import { startProxy } from "./proxy.js";
import { isReachable } from "./reachable.js";
import { humanReport } from "./reports/human.js";
import { jsonReport } from "./reports/json.js";
import { junitReport } from "./reports/junit.js";
import { tapReport } from "./reports/tap.js";
import { count, type Result } from "./result.js";
import { type Command, help, parseCommand, UsageError, version } from "./settings.js";
import { givenTokens, stubTokens } from "./stub-tokens.js";

const reports = { human: humanReport, json: jsonReport, junit: junitReport, tap: tapReport };
const couldNotRun = 2;

try {
  const command = parseCommand(process.argv.slice(2));
  process.exitCode = await run(command);
} catch (error) {
  const isOurs = error instanceof UsageError || (error instanceof Error && "code" in error);
  console.error(`sendevent-conformance: ${isOurs || !(error instanceof Error) ? message(error) : error.stack}`);
  process.exitCode = couldNotRun;
}

async function run(command: Command): Promise<number> {
  switch (command.what) {
    case "help":
      process.stdout.write(help);
      return 0;
    case "version":
      process.stdout.write(`${version}\n`);
      return 0;
    case "list":
      for (const { group, id, doc, applies } of loadCases()) {
        if (applies !== "client") process.stdout.write(`${group}/${id}: ${doc}\n`);
      }
      return 0;
    case "proxy":
      return proxy(command);
    case "conformance":
      return conformance(command);
  }
}

async function conformance(command: Extract<Command, { what: "conformance" }>): Promise<number> {
  const { url, token, participantToken, isStub, report, output, ...options } = command;
  await isReachable(url, options.timeoutMs);
  const tokens = isStub
    ? await stubTokens(url).catch(notTheStub)
    : givenTokens(token ?? "conformance-token", participantToken);
  const takesAnyToken = token === undefined;
  const summary = await runConformance({ ...options, url, tokens, takesAnyToken, onResult: progress() });
  const text = reports[report](summary, tokens("valid"));
  if (output === undefined) process.stdout.write(text);
  else writeFileSync(output, text);
  if (count(summary.results, "passed") + count(summary.results, "failed") === 0) {
    throw new UsageError("no case was run: see --list for what --only can name, and the report for what was skipped");
  }
  return count(summary.results, "failed") > 0 ? 1 : 0;
}

/** Counts on a terminal, and is silent elsewhere. */
function progress(): (result: Result, total: number) => void {
  let done = 0;
  let failed = 0;
  return ({ outcome }, total) => {
    done += 1;
    if (outcome === "failed") failed += 1;
    if (!process.stderr.isTTY) return;
    process.stderr.write(`\r${done} of ${total}, ${failed} failed${done === total ? "\n" : ""}`);
  };
}

async function proxy({ upstream, port }: Extract<Command, { what: "proxy" }>): Promise<number> {
  let broken = 0;
  const running = await startProxy({
    upstream,
    port,
    onExchange: ({ method, target, status, request, answer }) => {
      for (const one of request) console.error(`${method} ${target}: the request: ${one}`);
      for (const one of answer) console.error(`${method} ${target} ${status ?? "-"}: the answer: ${one}`);
      if (request.length + answer.length > 0) broken += 1;
    },
  });
  console.error(`${running.url} goes on to ${upstream.origin}; what breaks the contract is told here. Ctrl+C ends it.`);
  await new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, resolve);
  });
  await running.close();
  return broken > 0 ? 1 : 0;
}

function notTheStub(error: unknown): never {
  throw new UsageError(`${message(error)}; leave --stub out for other servers`);
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
