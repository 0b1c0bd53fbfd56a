import { defaults, isBearerToken, longestTimer, type StubOptions } from "../options.js";
import { UsageError } from "./usage-error.js";

/** One setting of the command: a flag, an environment variable, and a name in the file. */
export interface CommandSetting {
  /** The flag without its dashes, such as `idempotency-window`. */
  readonly flag: string;
  /** What stands for the value in the help; absent for a switch. */
  readonly value?: string;
  /** One sentence for the help and the README. */
  readonly description: string;
  /** How the default is told; absent when there is none. */
  readonly default?: string;
  /** Turns the text into options. Throws a RangeError that says what is allowed. */
  parse(text: string): StubOptions;
}

const documentedQuota = "10:15";

/** Every setting of the command. Help, README, environment and file are made from this list. */
export const commandSettings: readonly CommandSetting[] = [
  {
    flag: "port",
    value: "PORT",
    description: "TCP port to listen on; 0 picks a free one. PORT is read as well.",
    default: "that of the contract's local server, 4010",
    parse: (text) => ({ port: wholeNumber(text, 0, 65_535) }),
  },
  {
    flag: "host",
    value: "HOST",
    description: "Address to listen on. HOST is read as well.",
    default: defaults.host,
    parse: (text) => ({ host: nonEmpty(text) }),
  },
  {
    flag: "access",
    value: "MODE",
    description: "open takes any well-formed ConnectionToken but a known bad one; registered only those issued here.",
    default: defaults.access,
    parse: (text) => ({ access: oneOf(text, ["open", "registered"]) }),
  },
  {
    flag: "idempotency",
    value: "MODE",
    description: "window treats another payload under a known ClientToken as another event; strict as a conflict.",
    default: defaults.idempotency,
    parse: (text) => ({ idempotency: oneOf(text, ["window", "strict"]) }),
  },
  {
    flag: "idempotency-window",
    value: "DURATION",
    description: "For how long a repeated event gets the first answer again: 500ms, 30s, 10m, 1h.",
    default: "1h",
    parse: (text) => ({ idempotencyWindowMs: duration(text) }),
  },
  {
    flag: "throttle",
    value: "RATE:BURST",
    description: `Events a second, and at once after a pause. ${documentedQuota} is the documented quota.`,
    parse: (text) => ({ throttle: quota(text) }),
  },
  {
    flag: "strict",
    description: "Refuse what is otherwise accepted with a warning.",
    parse: (text) => ({ strict: oneOf(text, ["true", "false"]) === "true" }),
  },
  {
    flag: "seed",
    value: "N",
    description: "Make Ids, AbsoluteTimes, issued tokens and probabilities the same in every run.",
    parse: (text) => ({ seed: wholeNumber(text, 0, Number.MAX_SAFE_INTEGER) }),
  },
  {
    flag: "body-limit",
    value: "BYTES",
    description: "Largest request body.",
    default: String(defaults.bodyLimit),
    parse: (text) => ({ bodyLimit: wholeNumber(text, 1, 100 * 1024 * 1024) }),
  },
  {
    flag: "max-connections",
    value: "N",
    description: "How many connections may be open at once.",
    default: String(defaults.maxConnections),
    parse: (text) => ({ maxConnections: wholeNumber(text, 1, 1_000_000) }),
  },
  {
    flag: "header-timeout",
    value: "DURATION",
    description: "How long the headers of a request may keep the stub waiting.",
    default: "10s",
    parse: (text) => ({ headerTimeoutMs: duration(text) }),
  },
  {
    flag: "request-timeout",
    value: "DURATION",
    description: "How long a whole request may keep the stub waiting, headers included.",
    default: "30s",
    parse: (text) => ({ requestTimeoutMs: duration(text) }),
  },
  {
    flag: "journal-size",
    value: "N",
    description: "How many journal entries to keep, as far as they fit into 16 MiB.",
    default: String(defaults.journalSize),
    parse: (text) => ({ journalSize: wholeNumber(text, 1, 1_000_000) }),
  },
  {
    flag: "control-token",
    value: "TOKEN",
    description: "Bearer token that the control API asks for. Without one, it answers on loopback only.",
    parse: (text) => ({ controlToken: bearerToken(text) }),
  },
];

/** Turns the text of a setting into options. Throws a UsageError that names where it was found, and what is allowed. */
export function parseSetting(setting: CommandSetting, text: string, place: string): StubOptions {
  try {
    return setting.parse(text);
  } catch (error) {
    throw new UsageError(`${place} ${error instanceof RangeError ? error.message : error}`);
  }
}

/** The flags that are about the command, not about the stub. */
export const commandFlags = [
  { flag: "file", value: "PATH", description: "JSON or YAML file of settings, connections and faults." },
  {
    flag: "log-level",
    value: "LEVEL",
    description: "trace, debug, info, warn, error or silent.",
    default: "info",
  },
] as const;

/** `idempotency-window` is `SENDEVENT_STUB_IDEMPOTENCY_WINDOW` in the environment. */
export function environmentName({ flag }: Pick<CommandSetting, "flag">): string {
  return `SENDEVENT_STUB_${flag.toUpperCase().replaceAll("-", "_")}`;
}

/** `idempotency-window` is `idempotencyWindow` in the file. */
export function fileName({ flag }: Pick<CommandSetting, "flag">): string {
  return flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function wholeNumber(text: string, min: number, max: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new RangeError(`must be a whole number from ${min} to ${max}`);
}

function bearerToken(text: string): string {
  if (!isBearerToken.holds(text)) throw new RangeError(`must be ${isBearerToken.wanted}`);
  return text;
}

function nonEmpty(text: string): string {
  if (text === "") throw new RangeError("must not be empty");
  return text;
}

function oneOf<Choice extends string>(text: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((choice) => choice === text);
  if (choice === undefined) throw new RangeError(`must be ${choices.join(" or ")}`);
  return choice;
}

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

function duration(text: string): number {
  const [, number = "0", unit = ""] = /^(\d{1,9})(ms|s|m|h)$/.exec(text) ?? [];
  const factor = milliseconds[unit];
  const ms = Number(number) * (factor ?? 0);
  if (ms >= 1 && ms <= longestTimer) return ms;
  throw new RangeError("must be a duration of up to 596h, such as 500ms, 30s, 10m or 1h");
}

function quota(text: string): { rate: number; burst: number } {
  const [, rate, burst] = /^(\d+(?:\.\d+)?):(\d+)$/.exec(text) ?? [];
  if (Number(rate) > 0 && Number(burst) >= 1) return { rate: Number(rate), burst: Number(burst) };
  throw new RangeError(`must be RATE:BURST with both above 0, such as ${documentedQuota}`);
}
