import { connectionToken, contentTypes, localServer, mediaType, method, path } from "@sendevent/openapi";
import { Command, CommanderError } from "commander";
import { StubException } from "../http/exception.js";
import type { StubOptions } from "../options.js";
import type { Stub } from "../stub.js";
import { version } from "../version.js";
import { type Flag, flags } from "./flags.js";
import { createLog } from "./log.js";
import { UsageError } from "./usage-error.js";

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
  for (const { option } of flags) command.addOption(option);
  return command;
}

/** Runs the command until it is told to stop. Resolves to the exit code: 2 when it was called wrongly. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const stopped = toldToStop(); // before anybody can know that there is something to stop
  let stub: Stub;
  try {
    const command = createCommand();
    dropEmptyVariables();
    command.parse(argv);
    const options = await optionsFrom(command);
    // Loaded late: help, version and a wrong call need none of it.
    const { startStub } = await import("../stub.js");
    stub = await startStub(options, createLog(command.getOptionValue("logLevel")));
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0; // --help, --version
    console.error(`sendevent-stub: ${oneLine(error)}`);
    const isWrongCall = [UsageError, CommanderError, StubException].some((kind) => error instanceof kind);
    return isWrongCall ? 2 : 1;
  }
  console.error(greeting(stub));
  await stopped;
  await stub.close();
  return 0;
}

/** An empty variable is an unset one. PORT and HOST, as most hosts set them, come after the stub's own. */
function dropEmptyVariables(): void {
  for (const { option } of flags) {
    const name = option.envVar ?? "";
    const fallback = ["port", "host"].includes(option.name()) ? process.env[option.name().toUpperCase()] : undefined;
    const value = process.env[name] || fallback;
    if (value) process.env[name] = value;
    else delete process.env[name];
  }
}

/** Flags and environment are in the command; the file's settings come between these and the defaults. */
async function optionsFrom(command: Command): Promise<StubOptions> {
  const path: string | undefined = command.getOptionValue("file");
  // Loaded late: the parsers of a set-up file slow the start.
  const { settings = {}, ...rest } = path === undefined ? {} : (await import("./setup-file.js")).readSetupFile(path);
  const options = flags.flatMap(({ option, sets }) => {
    const name = option.attributeName();
    const setting = settings[name];
    // Also what a flag or the environment overrides is parsed: the file is wrong all the same.
    const value = setting === undefined ? undefined : parsed(option, String(setting), `${path}: settings.${name}`);
    if (value !== undefined && [undefined, "default"].includes(command.getOptionValueSource(name))) {
      command.setOptionValueWithSource(name, value, "config");
    }
    return sets === undefined ? [] : [[sets, command.getOptionValue(name)]];
  });
  return { ...Object.fromEntries(options), ...rest };
}

function parsed({ parseArg }: Flag["option"], text: string, place: string): unknown {
  try {
    return parseArg?.(text, undefined);
  } catch (error) {
    throw new UsageError(`${place}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Names of flags and files come from the caller: nothing in the line may break it, or control a terminal. */
function oneLine(error: unknown): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return wording(error).replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
}

function wording(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "EADDRINUSE" && "port" in error) {
    return `port ${error.port} is in use: choose another with --port or PORT`;
  }
  if (error instanceof StubException) return `the connections or faults of the file cannot be set up: ${error.message}`;
  return error.message.replace(/^error: /, "");
}

function greeting({ url, docsUrl }: Stub): string {
  return `The SendEvent stub listens on ${url}, with the reference at ${docsUrl}. Try:

  curl -i -X ${method} ${url}${path} \\
    -H 'content-type: ${mediaType}' -H '${connectionToken.header.toLowerCase()}: t' \\
    -d '{"ContentType":"${contentTypes.Typing}"}'
`;
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
