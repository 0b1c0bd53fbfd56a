import { type Logger, pino } from "pino";

/** A log on standard output: readable on a terminal, JSON lines otherwise. */
export function createLog(level: string): Logger {
  if (!process.stdout.isTTY) return pino({ level });
  return pino({ level, transport: { target: "pino-pretty", options: { ignore: "pid,hostname", singleLine: true } } });
}
