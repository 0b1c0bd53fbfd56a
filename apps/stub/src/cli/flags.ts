import { localServer } from "@sendevent/openapi";
import { InvalidArgumentError, Option } from "commander";
import { type OptionSchema, type StubOptions, schemas } from "../options.js";
import { UsageError } from "./usage-error.js";

/** A flag of the command, and the option of `startStub` that it sets, if it sets one. */
export interface Flag {
  readonly option: Option;
  readonly sets?: keyof StubOptions;
}

/** Every flag of the command. Help, environment and file are made from this list. */
export const flags: readonly Flag[] = [
  flag("port", "--port <PORT>", "TCP port to listen on; 0 picks a free one. PORT is read as well.", number, {
    default: Number(new URL(localServer).port),
  }),
  flag("host", "--host <HOST>", "Address to listen on. HOST is read as well.", text),
  flag(
    "access",
    "--access <MODE>",
    "open accepts any well-formed token but a known bad one; registered only its own.",
    text,
  ),
  flag(
    "idempotency",
    "--idempotency <MODE>",
    "window treats another payload under a known ClientToken as another event; strict as a conflict.",
    text,
  ),
  flag(
    "idempotencyWindowMs",
    "--idempotency-window <DURATION>",
    "For how long a repeated event gets the first response again: 500ms, 30s, 10m, 1h.",
    duration,
    { as: "1h" },
  ),
  flag(
    "throttle",
    "--throttle <RATE:BURST>",
    "Events a second, and at once after a pause. 10:15 is the documented quota.",
    quota,
  ),
  flag("strict", "--strict [BOOLEAN]", "Reject what is otherwise accepted with a warning.", boolean),
  flag("seed", "--seed <N>", "Make Ids, AbsoluteTimes, issued tokens and probabilities the same in every run.", number),
  flag("bodyLimit", "--body-limit <BYTES>", "Largest request body.", number),
  flag("maxConnections", "--max-connections <N>", "How many connections may be open at once.", number),
  flag(
    "headerTimeoutMs",
    "--header-timeout <DURATION>",
    "How long the headers of a request may keep the stub waiting.",
    duration,
    { as: "10s" },
  ),
  flag(
    "requestTimeoutMs",
    "--request-timeout <DURATION>",
    "How long a whole request may keep the stub waiting, headers included.",
    duration,
    { as: "30s" },
  ),
  flag(
    "journalSize",
    "--journal-size <N>",
    "How many journal entries to keep, as far as they fit into 16 MiB.",
    number,
  ),
  flag(
    "controlToken",
    "--control-token <TOKEN>",
    "Bearer token that the control API requires. Without one, it is open on loopback only.",
    secret,
  ),
  { option: fromEnvironment(new Option("--file <PATH>", "JSON or YAML file of settings, connections and faults.")) },
  {
    option: fromEnvironment(
      new Option("--log-level <LEVEL>", "Least level to log.")
        .choices(["trace", "debug", "info", "warn", "error", "fatal", "silent"])
        .default("info"),
    ),
  },
];

/** Reads the text of a flag. Throws an error that says what is allowed. */
type Reader = (text: string, schema: OptionSchema) => unknown;

function flag(
  sets: keyof StubOptions,
  flags: string,
  description: string,
  read: Reader,
  { default: own, as }: { default?: number; as?: string } = {},
): Flag {
  const option = fromEnvironment(new Option(flags, description));
  const schema = schemas[sets];
  const value = own ?? schema.default;
  if (value !== undefined && value !== false) option.default(value, as);
  if (schema.enum) return { option: option.choices(schema.enum), sets };
  return { option: option.argParser((text: string) => read(text, schema)), sets };
}

/** `--idempotency-window` is `SENDEVENT_STUB_IDEMPOTENCY_WINDOW` in the environment. */
function fromEnvironment(option: Option): Option {
  return option.env(`SENDEVENT_STUB_${option.name().toUpperCase().replaceAll("-", "_")}`);
}

function invalid(wanted: string): InvalidArgumentError {
  return new InvalidArgumentError(`It must be ${wanted}.`);
}

function text(value: string): string {
  if (value === "") throw invalid("a string that is not empty");
  return value;
}

/** A message of commander's would quote the value. */
function secret(value: string): string {
  if (!/^[!-~]+$/.test(value)) {
    throw new UsageError("--control-token must be one or more visible ASCII characters, without spaces");
  }
  return value;
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

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

function duration(value: string, { maximum = 0 }: OptionSchema): number {
  const [, digits, unit = ""] = /^(\d{1,9})(ms|s|m|h)$/.exec(value) ?? [];
  const ms = Number(digits) * (milliseconds[unit] ?? 0);
  if (ms >= 1 && ms <= maximum) return ms;
  throw invalid("a duration of up to 596h, such as 500ms, 30s, 10m or 1h");
}

function quota(value: string): { rate: number; burst: number } {
  const [, rate, burst] = /^(\d+(?:\.\d+)?):(\d+)$/.exec(value) ?? [];
  if (Number(rate) > 0 && Number(burst) >= 1) return { rate: Number(rate), burst: Number(burst) };
  throw invalid("RATE:BURST with both above 0, such as 10:15");
}
