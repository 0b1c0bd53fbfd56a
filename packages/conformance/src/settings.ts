import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

/** What the command line asks for. */
export type Command =
  | { readonly what: "help" | "version" | "list" }
  | { readonly what: "proxy"; readonly upstream: URL; readonly port: number }
  | {
      readonly what: "conformance";
      readonly url: URL;
      readonly token: string | undefined;
      readonly participantToken: string | undefined;
      readonly isStub: boolean;
      readonly only: readonly string[];
      readonly bail: boolean;
      readonly rate?: number;
      readonly timeoutMs: number;
      readonly report: "human" | "json" | "junit" | "tap";
      readonly output: string | undefined;
      readonly generated?: { readonly runs: number; readonly seed: number };
    };

/** The command can't be carried out as it was given: one line says why. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** This package's version. */
export const version: string = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;

const options = {
  url: { type: "string" },
  token: { type: "string" },
  "participant-token": { type: "string" },
  stub: { type: "boolean", default: false },
  only: { type: "string", multiple: true },
  bail: { type: "boolean", default: false },
  rate: { type: "string" },
  timeout: { type: "string", default: "5000" },
  report: { type: "string", default: "human" },
  output: { type: "string" },
  runs: { type: "string" },
  seed: { type: "string" },
  list: { type: "boolean", default: false },
  proxy: { type: "string" },
  port: { type: "string", default: "4011" },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", default: false },
} as const;

/** What `--help` prints. */
export const help = `Holds a server to the SendEvent contract.

  sendevent-conformance --url URL [options]     run every case that applies to a server
  sendevent-conformance --proxy URL [--port N]  stand between a client and a server, and report what breaks the contract

  --url URL                 the endpoint, such as http://127.0.0.1:4010
  --token TOKEN             a ConnectionToken that works there; without it, the server must take any
  --participant-token TOKEN a ParticipantToken, which must be denied access
  --stub                    the server is the stub of this project: have it issue tokens, and fail on demand
  --only TEXT               only cases whose group/id has the text; may be repeated
  --bail                    stop at the first failure
  --rate N                  N requests a second at the most (the vendor's service: 5, unless set)
  --timeout MS              how long one answer may take (5000)
  --runs N                  also send N requests that are generated from the document
  --seed N                  generate the same ones again
  --report FORM             human, json, junit or tap (human)
  --output FILE             write the report there
  --list                    print every case
  --version, --help

  sendevent-conformance --url http://127.0.0.1:4010 --stub --runs 2000
  sendevent-conformance --url https://fake.example --report junit --output conformance.xml
  sendevent-conformance --proxy https://fake.example --port 4011

Exit code: 0 all is well, 1 the contract is broken, 2 there was no run. Of the vendor's service, pass --token: each accepted
case is an event in that chat. Cases that could harm it, or that it may have decided otherwise, are skipped with the reason.
`;

/** Reads the command line. Throws a `UsageError` that names the option and what it takes. */
export function parseCommand(parameters: string[]): Command {
  const values = parsed(parameters);
  if (values.help) return { what: "help" };
  if (values.version) return { what: "version" };
  if (values.list) return { what: "list" };
  if (values.proxy !== undefined) {
    return { what: "proxy", upstream: urlOf("--proxy", values.proxy), port: numberOf("--port", values.port, 0, 65535) };
  }
  if (values.url === undefined) throw new UsageError("--url is missing: name the server, or see --help");
  const runs = values.runs === undefined ? 0 : numberOf("--runs", values.runs, 1, 10_000_000);
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : numberOf("--seed", values.seed, 0, 2 ** 31);
  return {
    what: "conformance",
    url: urlOf("--url", values.url),
    token: nonEmpty("--token", values.token),
    participantToken: nonEmpty("--participant-token", values["participant-token"]),
    isStub: values.stub,
    only: values.only ?? [],
    bail: values.bail,
    ...(values.rate !== undefined && { rate: numberOf("--rate", values.rate, 0.01, 1_000_000) }),
    timeoutMs: numberOf("--timeout", values.timeout, 1, 600_000),
    report: reportOf(values.report),
    output: values.output,
    ...(runs > 0 && { generated: { runs, seed } }),
  };
}

function parsed(parameters: string[]) {
  try {
    return parseArgs({ args: parameters, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message.split(". ")[0] : error}: see --help`);
  }
}

function urlOf(option: string, value: string): URL {
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return new URL(value);
  throw new UsageError(`${option} must be an http or https URL, but is ${JSON.stringify(value)}`);
}

function numberOf(option: string, value: string, min: number, max: number): number {
  const number = value.trim() === "" ? Number.NaN : Number(value);
  if (number >= min && number <= max) return number;
  throw new UsageError(`${option} must be a number from ${min} to ${max}, but is ${JSON.stringify(value)}`);
}

function nonEmpty(option: string, value: string | undefined): string | undefined {
  if (value === "") throw new UsageError(`${option} must not be empty`);
  return value;
}

function reportOf(value: string): "human" | "json" | "junit" | "tap" {
  if (value === "human" || value === "json" || value === "junit" || value === "tap") return value;
  throw new UsageError(`--report must be human, json, junit or tap, but is ${JSON.stringify(value)}`);
}
