import { connectionToken, contentTypes, localServer, mediaType, method, path } from "@sendevent/openapi";
import { Command, CommanderError } from "commander";
import { StubException } from "../exception.js";
import type { StubOptions } from "../options.js";
import type { Stub } from "../stub.js";
import { version } from "../version.js";
import { createLog } from "./log.js";
import {
  type CommandSetting,
  commandFlags,
  commandSettings,
  environmentName,
  fileName,
  parseSetting,
} from "./settings.js";
import type { SetupFile } from "./setup-file.js";
import { UsageError } from "./usage-error.js";

type Environment = Readonly<Record<string, string | undefined>>;
type Flags = Readonly<Record<string, string | boolean | undefined>>;

const examples = `
Examples:
  sendevent-stub                                    listen where the contract says, ${localServer}
  sendevent-stub --port 0 --access registered       a free port; only tokens issued here
  sendevent-stub --throttle 10:15 --seed 1          the documented quota; the same Ids in every run
  sendevent-stub --file stub.yaml                   connections and faults from a file

A flag comes before its environment variable (SENDEVENT_STUB_PORT for --port), and both before the file.`;

/** The command's flags, for its help and its README. */
export function createCommand(): Command {
  const command = new Command("sendevent-stub")
    .description("Runs a stub of SendEvent.")
    .version(version)
    .addHelpText("after", examples)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ outputError: () => {} });
  for (const { flag, value, description, ...rest } of [...commandFlags, ...commandSettings]) {
    const suffix = "default" in rest ? ` (default: ${rest.default})` : "";
    command.option(`--${flag}${value === undefined ? "" : ` <${value}>`}`, description + suffix);
  }
  return command;
}

/** Runs the command until it is told to stop. Resolves to the exit code: 2 when it was called wrongly. */
export async function runCommand(argv: readonly string[], environment: Environment): Promise<number> {
  const command = createCommand();
  const stopped = toldToStop(); // before anybody can know that there is something to stop
  let stub: Stub;
  try {
    command.parse(argv);
    const flags: Flags = command.opts();
    const log = createLog(flagOf("log-level", flags, environment) ?? "info");
    const options = await optionsFrom(flags, environment);
    // Loaded late: help, version and a wrong call need none of it.
    const { startStub } = await import("../stub.js");
    stub = await startStub(options, log);
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

function flagOf(flag: (typeof commandFlags)[number]["flag"], flags: Flags, environment: Environment) {
  const value = flags[fileName({ flag })] ?? environment[environmentName({ flag })];
  return typeof value === "string" ? value : undefined;
}

async function optionsFrom(flags: Flags, environment: Environment): Promise<StubOptions> {
  const path = flagOf("file", flags, environment);
  const file = path === undefined ? {} : await setupFile(path);
  const { port } = new URL(localServer);
  const given = commandSettings.map((setting) => optionFrom(setting, flags, environment, file));
  const { connections = [], faults = [] } = file;
  return Object.assign({ port: Number(port), connections, faults }, ...given);
}

/** Loads the parsers of a set-up file only when there is one: they slow the start. */
async function setupFile(path: string): Promise<SetupFile> {
  const { readSetupFile } = await import("./setup-file.js");
  return readSetupFile(path);
}

function optionFrom(setting: CommandSetting, flags: Flags, environment: Environment, file: SetupFile): StubOptions {
  const name = fileName(setting);
  const variable = environmentName(setting);
  const plain = setting.flag.toUpperCase(); // PORT and HOST, as most hosts set them
  const places = [
    { place: `--${setting.flag}`, text: flags[name] },
    // An empty variable is an unset one.
    { place: variable, text: environment[variable] || undefined },
    ...(plain === "PORT" || plain === "HOST" ? [{ place: plain, text: environment[plain] || undefined }] : []),
    { place: `settings.${name}`, text: file.settings?.[name] },
  ];
  const found = places.find(({ text }) => text !== undefined);
  return found === undefined ? {} : parseSetting(setting, String(found.text), found.place);
}

/** Names of flags and files come from the caller: nothing in the line may break it, or be obeyed by a terminal. */
function oneLine(error: unknown): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return wording(error).replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
}

function wording(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "EADDRINUSE" && "port" in error) {
    return `port ${error.port} is taken: choose another with --port or PORT`;
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
