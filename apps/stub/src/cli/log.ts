import { type Logger, pino } from "pino";
import { UsageError } from "./usage-error.js";

const levels = [...Object.values(pino.levels.labels), "silent"];

/** A log on standard output: readable on a terminal, JSON lines otherwise. */
export function createLog(level: string): Logger {
  if (!levels.includes(level))
    throw new UsageError(`--log-level (or SENDEVENT_STUB_LOG_LEVEL) must be one of ${levels.join(", ")}`);
  if (!process.stdout.isTTY) return pino({ level });
  return pino({ level, transport: { target: "pino-pretty", options: { ignore: "pid,hostname", singleLine: true } } });
}
