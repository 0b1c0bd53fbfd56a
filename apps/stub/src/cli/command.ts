import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { connectionToken, contentTypes, localServer, mediaType, method, path } from "@sendevent/openapi";
import { Command, CommanderError, type Option } from "commander";
import { type Logger, pino } from "pino";
import { isControlOpen } from "../control/guard.js";
import { StubException } from "../http/exception.js";
import type { StubOptions } from "../options.js";
import { version } from "../package-files.js";
import type { Stub } from "../stub.js";
import { flags } from "./flags.js";
import type { SetupFile } from "./setup-file.js";

const examples = `
Examples:
  sendevent-stub                                    listen where the contract says, ${localServer}
  sendevent-stub --port 0 --access registered       a free port; only tokens issued here
  sendevent-stub --throttle 10:15 --seed 1          the documented quota; the same Ids in every run
  sendevent-stub --file stub.yaml                   connections and faults from a file

A flag takes precedence over its environment variable, and both over the file.`;

/** The command, with its help. */
export function createCommand(): Command {
  const command = new Command("sendevent-stub")
    .description("Runs a stub of SendEvent.")
    .version(version)
    .addHelpText("after", examples)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ outputError: () => {} });
  for (const { option } of flags) command.addOption(option.env(variableOf(option)));
  return command;
}

/** `--journal-size` is `SENDEVENT_STUB_JOURNAL_SIZE` in the environment. `PORT` and `HOST` do for their own. */
function variableOf(option: Option): string {
  const common = option.name().toUpperCase().replaceAll("-", "_");
  const own = `SENDEVENT_STUB_${common}`;
  if (process.env[own] === "") delete process.env[own]; // an empty variable is an unset one, which commander does not know
  return ["PORT", "HOST"].includes(common) && !process.env[own] && process.env[common] ? common : own;
}

/** Runs the command until it is told to stop. Resolves to the exit code: 2 when it was called wrongly. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  // Before anybody can know that there is something to stop.
  const stopped = Promise.race(["SIGINT", "SIGTERM"].map((signal) => once(process, signal)));
  let stub: Stub;
  let command: Called;
  try {
    command = await readOptions(argv);
    const { options, logLevel, logFormat, tlsSelfSigned } = command;
    if (command.probe) return (await (await import("./probe.js")).probe(options)) ? 0 : 1;
    // Loaded late: help, version and a wrong call need none of it.
    const { startStub } = await import("../stub.js");
    stub = await startStub(options, await createLog(logLevel, logFormat));
    if (tlsSelfSigned !== undefined) writeFileSync(tlsSelfSigned, stub.certificate ?? "");
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0; // --help, --version
    console.error(`sendevent-stub: ${oneLine(error)}`);
    return [CommanderError, StubException, TypeError].some((kind) => error instanceof kind) ? 2 : 1;
  }
  if (command.file !== undefined || command.options.tlsCert !== undefined) reloadOnHangup(stub, argv);
  console.error(greeting(stub, command));
  await stopped;
  await stub.close();
  return 0;
}

/** What the command alone is set up by. */
interface CommandOptions {
  readonly file?: string;
  readonly tlsSelfSigned?: string;
  readonly probe?: boolean;
  readonly logLevel: string;
  readonly logFormat?: "json" | "pretty";
}

/** What a call asks for: of the stub, and of the command alone. */
interface Called extends CommandOptions {
  readonly options: StubOptions;
}

/** Reads flags, environment and file. Throws a CommanderError that names what is wrong. */
export async function readOptions(argv: readonly string[]): Promise<Called> {
  const command = createCommand().parse(argv);
  const { file, probe, tlsSelfSigned, logLevel, logFormat } = command.opts<CommandOptions>();
  const own = {
    logLevel,
    ...(logFormat && { logFormat }),
    ...(file !== undefined && { file }),
    ...(probe && { probe }),
    ...(tlsSelfSigned !== undefined && { tlsSelfSigned }),
  };
  // Loaded late: the parsers of a set-up file slow the start.
  const setup: SetupFile = file === undefined ? {} : (await import("./setup-file.js")).readSetupFile(file);
  const { settings = {}, ...rest } = setup;
  const options = flags.flatMap(({ option, sets }) => {
    const name = option.attributeName();
    const setting = settings[name];
    // Also what is overridden is parsed: the file is wrong all the same.
    const inFile = setting === undefined ? undefined : parsed(option, String(setting), `${file}: settings.${name}`);
    const isOpen = [undefined, "default"].includes(command.getOptionValueSource(name));
    const value = isOpen && inFile !== undefined ? inFile : command.getOptionValue(name);
    return sets === undefined ? [] : [[sets, value]];
  });
  return {
    options: { ...Object.fromEntries(options), ...rest, ...(tlsSelfSigned !== undefined && { tlsSelfSigned: true }) },
    ...own,
  };
}

/** Reads flags and files again at each SIGHUP. What is wrong is said in one line, and changes nothing. */
function reloadOnHangup(stub: Stub, argv: readonly string[]): void {
  let last = Promise.resolve();
  process.on("SIGHUP", () => {
    last = last
      .then(async () => stub.reload((await readOptions(argv)).options))
      .then(
        () => console.error("sendevent-stub: reloaded"),
        (error) => console.error(`sendevent-stub: not reloaded: ${oneLine(error)}`),
      );
  });
}

function parsed({ parseArg }: Option, text: string, place: string): unknown {
  try {
    return parseArg?.(text, undefined);
  } catch (error) {
    throw new CommanderError(2, "usage", `${place}: ${error instanceof Error ? error.message : error}`);
  }
}

/** A log on standard output. For readers it is formatted in this thread: in one of its own, what came last can be lost. */
async function createLog(level: string, format = process.stdout.isTTY ? "pretty" : "json"): Promise<Logger> {
  if (format === "json") return pino({ level });
  const { default: pretty } = await import("pino-pretty"); // loaded late: it slows the start
  return pino({ level }, pretty({ ignore: "pid,hostname", singleLine: true, sync: true }));
}

/** Names of flags and files come from the caller: nothing in the line may break it, or control a terminal. */
function oneLine(error: unknown): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return wording(error).replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
}

function wording(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof StubException) return `the connections or faults of the file cannot be set up: ${error.message}`;
  if (!("code" in error && error.code === "EADDRINUSE" && "port" in error))
    return error.message.replace(/^error: /, "");
  return `port ${error.port} is in use: choose another with --port or PORT`;
}

const openControl =
  "Control is open to programs on this machine: set --control-token where a proxy passes requests on.\n";

function greeting({ url, docsUrl, consoleUrl }: Stub, { options, tlsSelfSigned }: Called): string {
  const { hostname: host } = new URL(url);
  const warning = isControlOpen({ host, controlToken: options.controlToken }) ? openControl : "";
  const trust = tlsSelfSigned === undefined ? "" : ` --cacert '${tlsSelfSigned}'`;
  return `The SendEvent stub listens on ${url}, with the reference at ${docsUrl}
and the console at ${consoleUrl}.
${warning}Try:

  curl -i${trust} -X ${method} ${url}${path} \\
    -H 'content-type: ${mediaType}' -H '${connectionToken.header.toLowerCase()}: t' \\
    -d '{"ContentType":"${contentTypes.Typing}"}'
`;
}
