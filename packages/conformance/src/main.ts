import { readFileSync, writeFileSync } from "node:fs";
import { CommanderError } from "commander";
import { levels, nameOf } from "./case.js";
import { conformanceCommand, type Settings } from "./command.js";
import { chosenCases, runConformance } from "./conformance.js";
import { excludedCases } from "./exclusions.js";
import { type ProgressStream, progressOn } from "./progress.js";
import { type Exchange, startProxy } from "./proxy.js";
import { checkReachable } from "./reachable.js";
import { htmlReport } from "./reports/html.js";
import { humanReport } from "./reports/human.js";
import { jsonReport } from "./reports/json.js";
import { junitReport } from "./reports/junit.js";
import { count } from "./result.js";
import { maskOf } from "./secrets.js";
import { givenTokens, secretsOf, stubTokens } from "./tokens.js";

/** What the command has around it. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: ProgressStream;
  /** Resolves when the proxy is to stop. */
  readonly interrupted: () => Promise<unknown>;
}

const reports = { human: humanReport, html: htmlReport, json: jsonReport, junit: junitReport };
const usageError = 2;

/** Carries out the command line. Gives the exit code: 0 no violation, 1 violations, 2 nothing was run. */
export async function main(parameters: readonly string[], terminal: Terminal): Promise<number> {
  const { stdout, stderr } = terminal;
  const command = conformanceCommand()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, write) => write(withoutValues(text)),
    });
  try {
    command.parse([...parameters], { from: "user" });
    const settings = command.opts<Settings>();
    if (settings.port !== undefined && !settings.proxy) command.error("error: --port needs --proxy");
    if (settings.seed !== undefined && !settings.runs) command.error("error: --seed needs --runs");
    if (settings.list) {
      for (const one of chosenCases(levels)) {
        stdout.write(`${nameOf(one)}${one.level === "contract" ? "" : ` (${one.level})`}: ${one.doc}\n`);
      }
      return 0;
    }
    if (settings.proxy) return await proxy(settings.proxy, settings.port ?? 4011, terminal);
    if (!settings.url) return command.error("error: --url is missing: name the server, or see --help");
    return await conformance({ ...settings, url: settings.url }, terminal);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageError;
    stderr.write(`sendevent-conformance: ${withoutSecrets(error, command.opts<Settings>())}\n`);
    return usageError;
  }
}

/** commander repeats what was given, which may be a token. */
function withoutValues(text: string): string {
  return text
    .replace(/^error: /, "sendevent-conformance: ")
    .replace(/ argument '.*' is invalid/s, " is invalid")
    .replace(/unknown option '(--[\w-]+|-\w).*?'/s, "unknown option '$1'");
}

function withoutSecrets(error: unknown, { url, token = "", participantToken, header = [] }: Settings): string {
  const message = error instanceof Error ? error.message : String(error);
  if (url === undefined) return message;
  return maskOf(secretsOf({ tokens: givenTokens(token, participantToken), url, headers: header }))(message);
}

async function conformance(settings: Settings & { url: URL }, { stdout, stderr }: Terminal): Promise<number> {
  const { url, timeout: timeoutMs, token, output, runs, level: judged = ["contract"] } = settings;
  const { header: headers = [], insecure = false, http2 = false, ca: caFile } = settings;
  if (caFile !== undefined) readFileSync(caFile); // rather a word now than at every request
  const connection = { timeoutMs, headers, insecure, http2, ...(caFile !== undefined && { caFile }) };
  const excluded = excludedCases(settings, chosenCases(judged));
  if (output !== undefined) writeFileSync(output, ""); // rather now than after a long run
  await checkReachable({ url, ...connection });
  const tokens = settings.stub
    ? await stubTokens(url, connection)
    : givenTokens(token ?? "conformance-token", settings.participantToken);
  const summary = await runConformance({
    ...settings,
    ...connection,
    tokens,
    levels: judged,
    excluded,
    acceptsAnyToken: token === undefined,
    onResult: progressOn(stderr),
    ...(runs !== undefined && { generated: { runs, seed: settings.seed ?? Date.now() % 2 ** 31 } }),
  });
  const report = reports[settings.report](summary);
  if (output === undefined) stdout.write(report);
  else writeFileSync(output, report);
  const failed = count(summary.results, "failed");
  if (failed + count(summary.results, "passed") === 0) {
    throw new Error(
      "no case was run: see --list for the names and levels of cases, and the report for what was skipped",
    );
  }
  return failed > 0 ? 1 : 0;
}

async function proxy(upstream: URL, port: number, { stderr, interrupted }: Terminal): Promise<number> {
  let violating = 0;
  const onExchange = ({ method, path, status, requestViolations, responseViolations }: Exchange) => {
    for (const one of requestViolations) stderr.write(`${method} ${path}: request: ${one}\n`);
    for (const one of responseViolations) stderr.write(`${method} ${path} ${status ?? "-"}: response: ${one}\n`);
    if (requestViolations.length + responseViolations.length > 0) violating += 1;
  };
  const running = await startProxy({ upstream, port, onExchange });
  const stopped = interrupted(); // before the line below invites to it
  stderr.write(
    `${running.url} forwards to ${upstream.origin}, and reports what violates the contract. Ctrl+C stops it.\n`,
  );
  await stopped;
  await running.close();
  return violating > 0 ? 1 : 0;
}
