import { readFileSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { type Level, levels } from "./case.js";
import type { Secret } from "./secrets.js";

/** What the command line asks for. */
export interface Settings {
  readonly url?: URL;
  readonly token?: string;
  readonly participantToken?: string;
  readonly stub?: boolean;
  readonly level?: Level[];
  readonly only?: string[];
  readonly skip?: string[];
  readonly skipGroup?: string[];
  readonly exclusions?: string;
  readonly bail?: boolean;
  readonly concurrency?: number;
  readonly rate?: number;
  readonly timeout: number;
  readonly runs?: number;
  readonly seed?: number;
  readonly header?: [name: string, value: Secret][];
  readonly insecure?: boolean;
  readonly ca?: string;
  readonly http2?: boolean;
  readonly report: "human" | "html" | "json" | "junit";
  readonly output?: string;
  readonly list?: boolean;
  readonly proxy?: URL;
  readonly port?: number;
}

const { version }: { version: string } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

const examples = `
Examples:
  sendevent-conformance --url http://127.0.0.1:4010 --stub --runs 2000
  sendevent-conformance --url https://server.example --report junit --output conformance.xml
  sendevent-conformance --proxy https://server.example --port 4011

Exit code: 0 nothing violates the contract, 1 something does, 2 nothing was run. Against the vendor's service, pass
--token: each accepted case is an event in that chat. Cases that could disturb others, or that the service may have
decided otherwise, are skipped with the reason.
`;

/** The command `sendevent-conformance`, its options and its help. */
export function conformanceCommand(): Command {
  const command = new Command("sendevent-conformance")
    .description(
      "Runs the SendEvent contract against a server, or validates what passes between a client and a server.",
    )
    .option("--url <URL>", "the endpoint, such as http://127.0.0.1:4010", toUrl)
    .option(
      "--token <TOKEN>",
      "a ConnectionToken that is accepted there; without it, the server must accept any",
      toText,
    )
    .option("--participant-token <TOKEN>", "a ParticipantToken, which must be denied access", toText)
    .option("--stub", "the server is the stub of this project: have it issue tokens, and fail on demand")
    .option(
      "--level <LEVEL>",
      "what else is judged, besides contract: transport, wording or all; may be repeated",
      toLevels,
    )
    .option("--only <TEXT>", "only cases whose group/id has the text; may be repeated", toList)
    .option("--skip <ID>", "not this case, by group/id or id; may be repeated", toList)
    .option("--skip-group <GROUP>", "not the cases of this group; may be repeated", toList)
    .option("--exclusions <FILE>", "not the cases that a file has, a line each: group/id  # reason", toText)
    .option("--bail", "stop at the first failure")
    .option(
      "--rate <N>",
      "N requests a second at the most (the vendor's service: 5, unless set)",
      numberFrom(0.01, 1e6),
    )
    .option("--timeout <MS>", "how long one response may take, in milliseconds", numberFrom(1, 600_000), 5000)
    .option("--runs <N>", "also send N requests that are generated from the document", integerFrom(1, 10_000_000))
    .option("--seed <N>", "generate the same ones again", integerFrom(0, 2 ** 31))
    .option("--concurrency <N>", "run N cases at a time (default: 1)", integerFrom(1, 100))
    .option("--header <LINE>", "a header to send with every request, 'Name: value'; may be repeated", toHeaders)
    .option("--insecure", "accept any certificate")
    .option("--ca <FILE>", "trust the certificates in this file, in PEM, instead of the usual ones", toText)
    .option("--http2", "speak HTTP/2: negotiated for https, from the first byte on for http")
    .addOption(
      new Option("--report <FORM>", "form of the report").choices(["human", "html", "json", "junit"]).default("human"),
    )
    .option("--output <FILE>", "write the report there");
  for (const option of command.options) {
    option.conflicts(option.long === "--stub" ? ["list", "proxy", "token", "participantToken"] : ["list", "proxy"]);
  }
  const proxy = "stand between a client and this server, and report what violates the contract";
  return command
    .option("--list", "print every case that applies to a server")
    .addOption(new Option("--proxy <URL>", proxy).argParser(toUpstream).conflicts("list"))
    .option("--port <N>", "where the proxy listens, on 127.0.0.1 (default: 4011)", integerFrom(0, 65_535))
    .version(version, "--version")
    .allowExcessArguments(false)
    .addHelpText("after", examples);
}

/** A URL may hold credentials: the message does not repeat it. */
function toUrl(value: string): URL {
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return new URL(value);
  throw new InvalidArgumentError("It must be an http or https URL.");
}

function toUpstream(value: string): URL {
  const url = toUrl(value);
  if (url.username === "" && url.password === "") return url;
  throw new InvalidArgumentError("It must have no user and no password: the client sends them.");
}

function toText(value: string): string {
  if (value !== "") return value;
  throw new InvalidArgumentError("It must not be empty.");
}

function toList(value: string, others: string[] = []): string[] {
  return [...others, value];
}

/** Its value may be a credential: no message repeats it, and no report shows it. */
function toHeaders(line: string, others: [string, Secret][] = []): [string, Secret][] {
  const [, name = "", value = ""] =
    /^([\w!#$%&'*+.^`|~-]+):[ \t]*([^\s\0]|[^\s\0][^\r\n\0]*[^\s\0])[ \t]*$/.exec(line) ?? [];
  if (name === "") throw new InvalidArgumentError("It must be 'Name: value'.");
  if (/^(x-amz-bearer|content-length|transfer-encoding)$/i.test(name))
    throw new InvalidArgumentError("The cases set this one themselves: for the token, see --token.");
  return [...others, [name, { name: `HEADER_${name.toUpperCase().replaceAll(/\W/g, "_")}`, value }]];
}

/** The contract is always judged. */
function toLevels(value: string, others: Level[] = ["contract"]): Level[] {
  const names = value.split(",");
  if (names.every((name) => name === "all" || levels.some((level) => level === name)))
    return levels.filter((level) => others.includes(level) || names.includes(level) || names.includes("all"));
  throw new InvalidArgumentError(`It must be ${levels.join(", ")} or all.`);
}

function numberFrom(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = value.trim() === "" ? Number.NaN : Number(value);
    if (number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be a number from ${min} to ${max}.`);
  };
}

function integerFrom(min: number, max: number): (value: string) => number {
  const toNumber = numberFrom(min, max);
  return (value) => {
    const number = toNumber(value);
    if (Number.isInteger(number)) return number;
    throw new InvalidArgumentError("It must be a whole number.");
  };
}
