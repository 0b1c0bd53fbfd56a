import { readFileSync } from "node:fs";
import { localServer } from "@sendevent/openapi";
import { CommanderError, InvalidArgumentError, Option } from "commander";
import { type OptionSchema, type StubOptions, schemas } from "../options.js";
import { parseRedisUrl, redisUrl } from "../store/redis-url.js";

/** A flag of the command, and the option of `startStub` that it sets, if it sets one. */
export interface Flag {
  readonly option: Option;
  readonly sets?: keyof StubOptions;
}

const milliseconds: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** Every flag of the command. Help, environment and file are made from this list. */
export const flags: readonly Flag[] = [
  flag("port", "<PORT>", "TCP port to listen on; 0 picks a free one. PORT is read as well.", number),
  flag("host", "<HOST>", "Address to listen on. HOST is read as well.", text),
  flag("access", "<MODE>", "open accepts any well-formed token but a known bad one; registered only its own."),
  flag(
    "idempotency",
    "<MODE>",
    "window takes another payload of a ClientToken as another event; strict as a conflict.",
  ),
  flag("idempotencyWindowMs", "<DURATION>", "How long a repeated event gets the first response again.", duration),
  flag("throttle", "<RATE:BURST>", "Events a second, and at once after a pause. 10:15 is the documented quota.", quota),
  flag("throttlePer", "<WHOM>", "account is one quota for all connections; connection is one for each."),
  flag(
    "store",
    "<URL>",
    "memory, or a Redis that replicas share: redis://USER:PASSWORD@HOST:PORT/DATABASE?prefix=P.",
    place,
  ),
  flag("strict", "[BOOLEAN]", "Reject what is otherwise accepted with a warning.", boolean),
  flag("chat", "[BOOLEAN]", "Have chats around SendEvent; --no-chat has none.", boolean),
  { option: new Option("--no-chat", "The same as --chat false.").hideHelp() },
  flag("seed", "<N>", "Make Ids, AbsoluteTimes, issued tokens and probabilities the same in every run.", number),
  flag("bodyLimit", "<BYTES>", "Largest request body.", number),
  flag("maxConnections", "<N>", "How many connections may be open at once.", number),
  flag("headerTimeoutMs", "<DURATION>", "How long the headers of a request may keep the stub waiting.", duration),
  flag("requestTimeoutMs", "<DURATION>", "How long a whole request may keep the stub waiting.", duration),
  flag("journalSize", "<N>", "How many journal entries to keep, as far as they fit into 16 MiB.", number),
  flag("journalAgeMs", "<DURATION>", "How long to keep a journal entry.", duration),
  flag("controlToken", "<TOKEN>", "Bearer token of the control API. Without one, it is open on loopback only.", secret),
  flag("tlsCert", "<PATH>", "Certificate for HTTPS, in PEM, with the chain up to whom clients trust.", content),
  flag("tlsKey", "<PATH>", "Private key of the certificate, in PEM.", content),
  {
    option: new Option(
      "--tls-self-signed <PATH>",
      "Make a certificate for HTTPS in tests, and write it there for clients to trust.",
    ),
  },
  {
    option: new Option(
      "--probe [BOOLEAN]",
      "Start nothing: exit with 0 if the stub of these settings is ready, else with 1.",
    ).argParser(boolean),
  },
  { option: new Option("--file <PATH>", "JSON or YAML file of settings, connections and faults.") },
  {
    option: new Option("--log-level <LEVEL>", "Least level to log.")
      .choices(["trace", "debug", "info", "warn", "error", "fatal", "silent"])
      .default("info"),
  },
  {
    option: new Option(
      "--log-format <FORMAT>",
      "Lines for programs or for readers: by default, for readers on a terminal.",
    ).choices(["json", "pretty"]),
  },
];

/** `read` parses the text of a flag that has no fixed choices. It throws an error that says what is allowed. */
function flag(
  sets: keyof StubOptions,
  argument: string,
  description: string,
  read?: (text: string, schema: OptionSchema) => unknown,
): Flag {
  const schema = schemas[sets];
  const name = sets.replace(/Ms$/, "").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const option = new Option(`--${name} ${argument}`, description);
  const value = sets === "port" ? Number(new URL(localServer).port) : schema.default;
  if (value) option.default(value, read === duration ? durationText(Number(value)) : undefined);
  return {
    sets,
    option: read ? option.argParser((text: string) => read(text, schema)) : option.choices(schema.enum ?? []),
  };
}

function invalid(wanted: string): InvalidArgumentError {
  return new InvalidArgumentError(`It must be ${wanted}.`);
}

function text(value: string): string {
  if (value === "") throw invalid("a string that is not empty");
  return value;
}

/** The content of a file. */
function content(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw invalid("a file that can be read");
  }
}

/** A message of commander's would quote the value. */
function secret(value: string): string {
  if (/^[!-~]+$/.test(value)) return value;
  throw new CommanderError(2, "usage", "--control-token must be one or more visible ASCII characters, without spaces");
}

/** The URL may hold a password. */
function place(value: string): string {
  if (value === "memory" || parseRedisUrl(value) !== undefined) return value;
  throw new CommanderError(2, "usage", `--store must be memory, or ${redisUrl}`);
}

function number(value: string, { minimum = 0, maximum = 0 }: OptionSchema): number {
  const parsed = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (parsed >= minimum && parsed <= maximum) return parsed;
  throw invalid(`a whole number from ${minimum} to ${maximum}`);
}

/** `--strict` alone is true. */
function boolean(value: string): boolean {
  if (value !== "true" && value !== "false") throw invalid("true or false");
  return value === "true";
}

function duration(value: string, { maximum = 0 }: OptionSchema): number {
  const [, digits, unit = ""] = /^(\d{1,9})(ms|s|m|h)$/.exec(value) ?? [];
  const ms = Number(digits) * (milliseconds[unit] ?? 0);
  if (ms >= 1 && ms <= maximum) return ms;
  throw invalid("a duration of up to 596h, such as 500ms, 30s, 10m or 1h");
}

function durationText(ms: number): string {
  const [unit, length] = Object.entries(milliseconds).find(([, length]) => ms % length === 0) ?? ["ms", 1];
  return `${ms / length}${unit}`;
}

function quota(value: string): { rate: number; burst: number } {
  const [, rate, burst] = /^(\d+(?:\.\d+)?):(\d+)$/.exec(value) ?? [];
  if (Number(rate) > 0 && Number(burst) >= 1) return { rate: Number(rate), burst: Number(burst) };
  throw invalid("RATE:BURST with both above 0, such as 10:15");
}
