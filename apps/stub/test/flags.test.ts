import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readOptions } from "../src/cli/command.js";
import "../src/cli/setup-file.js"; // the command loads it late, in the middle of whichever test is the first to need it

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "flags-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const read = (...args: string[]) => readOptions(["node", "sendevent-stub", ...args]);

async function file(text: string): Promise<string> {
  const path = join(folder, "stub.yaml");
  await writeFile(path, text);
  return path;
}

it("without a flag, every option has its default", async () => {
  expect(await read()).toEqual({
    logLevel: "info",
    options: {
      port: 4010,
      host: "127.0.0.1",
      access: "open",
      idempotency: "window",
      idempotencyWindowMs: 3_600_000,
      bodyLimit: 262_144,
      maxConnections: 1_000,
      headerTimeoutMs: 10_000,
      requestTimeoutMs: 30_000,
      journalSize: 10_000,
      journalAgeMs: 604_800_000,
      throttlePer: "account",
      store: "memory",
      chat: true,
    },
  });
});

/** Each flag, its variable, its name in a file, a text, and the option that it gives. */
const settings = [
  ["--port", "SENDEVENT_STUB_PORT", "port", "4011", { port: 4011 }],
  ["--host", "SENDEVENT_STUB_HOST", "host", "0.0.0.0", { host: "0.0.0.0" }],
  ["--access", "SENDEVENT_STUB_ACCESS", "access", "registered", { access: "registered" }],
  ["--idempotency", "SENDEVENT_STUB_IDEMPOTENCY", "idempotency", "strict", { idempotency: "strict" }],
  [
    "--idempotency-window",
    "SENDEVENT_STUB_IDEMPOTENCY_WINDOW",
    "idempotencyWindow",
    "10m",
    { idempotencyWindowMs: 600_000 },
  ],
  ["--throttle", "SENDEVENT_STUB_THROTTLE", "throttle", "2.5:15", { throttle: { rate: 2.5, burst: 15 } }],
  ["--strict", "SENDEVENT_STUB_STRICT", "strict", "true", { strict: true }],
  ["--strict", "SENDEVENT_STUB_STRICT", "strict", "false", { strict: false }],
  ["--chat", "SENDEVENT_STUB_CHAT", "chat", "false", { chat: false }],
  ["--seed", "SENDEVENT_STUB_SEED", "seed", "7", { seed: 7 }],
  ["--body-limit", "SENDEVENT_STUB_BODY_LIMIT", "bodyLimit", "1000", { bodyLimit: 1_000 }],
  ["--max-connections", "SENDEVENT_STUB_MAX_CONNECTIONS", "maxConnections", "5", { maxConnections: 5 }],
  ["--header-timeout", "SENDEVENT_STUB_HEADER_TIMEOUT", "headerTimeout", "500ms", { headerTimeoutMs: 500 }],
  ["--request-timeout", "SENDEVENT_STUB_REQUEST_TIMEOUT", "requestTimeout", "2h", { requestTimeoutMs: 7_200_000 }],
  ["--journal-size", "SENDEVENT_STUB_JOURNAL_SIZE", "journalSize", "6", { journalSize: 6 }],
  ["--journal-age", "SENDEVENT_STUB_JOURNAL_AGE", "journalAge", "30m", { journalAgeMs: 1_800_000 }],
  ["--throttle-per", "SENDEVENT_STUB_THROTTLE_PER", "throttlePer", "connection", { throttlePer: "connection" }],
  ["--store", "SENDEVENT_STUB_STORE", "store", "redis://u:p@h:1/2?prefix=x", { store: "redis://u:p@h:1/2?prefix=x" }],
  ["--control-token", "SENDEVENT_STUB_CONTROL_TOKEN", "controlToken", "s3cret", { controlToken: "s3cret" }],
] as const;

describe.each(settings)("%s, %s, settings.%s with %s", (flag, variable, name, text, option) => {
  it("as a flag", async () => {
    expect((await read(flag, text)).options).toMatchObject(option);
  });
  it("as a variable", async () => {
    vi.stubEnv(variable, text);
    expect((await read()).options).toMatchObject(option);
  });
  it("in a file", async () => {
    expect((await read("--file", await file(`settings: { ${name}: "${text}" }`))).options).toMatchObject(option);
  });
});

it("--strict alone is true", async () => {
  expect((await read("--strict")).options).toMatchObject({ strict: true });
});

it.each(["trace", "debug", "info", "warn", "error", "fatal", "silent"])("--log-level may be %s", async (level) => {
  expect(await read("--log-level", level)).toMatchObject({ logLevel: level });
  vi.stubEnv("SENDEVENT_STUB_LOG_LEVEL", level);
  expect(await read()).toMatchObject({ logLevel: level });
});

it.each(["json", "pretty"])("--log-format may be %s", async (format) => {
  expect(await read("--log-format", format)).toMatchObject({ logFormat: format });
  vi.stubEnv("SENDEVENT_STUB_LOG_FORMAT", format);
  expect(await read()).toMatchObject({ logFormat: format });
});

it("--tls-cert and --tls-key are read", async () => {
  const path = await file("PEM");
  expect((await read("--tls-cert", path, "--tls-key", path)).options).toMatchObject({ tlsCert: "PEM", tlsKey: "PEM" });
});

it("--tls-self-signed names where the certificate goes", async () => {
  expect(await read("--tls-self-signed", "stub.pem")).toMatchObject({
    tlsSelfSigned: "stub.pem",
    options: { tlsSelfSigned: true },
  });
});

it("SENDEVENT_STUB_FILE names the file", async () => {
  vi.stubEnv("SENDEVENT_STUB_FILE", await file("connections: [{ ConnectionToken: alice }]\nfaults: [{ delayMs: 1 }]"));
  expect((await read()).options).toMatchObject({
    connections: [{ ConnectionToken: "alice" }],
    faults: [{ delayMs: 1 }],
  });
});

describe.each([
  ["port", "1", "2", "3", "4"],
  ["host", "a", "b", "c", "d"],
])("the precedence of %s", (name, flag, own, common, inFile) => {
  const variables = { [`SENDEVENT_STUB_${name.toUpperCase()}`]: own, [name.toUpperCase()]: common };
  const value = async (...args: string[]) => String(Reflect.get((await read(...args)).options, name));
  const set = (...names: string[]) => {
    for (const variable of names) vi.stubEnv(variable, variables[variable]);
  };
  const [ownName = "", commonName = ""] = Object.keys(variables);
  const fileArgs = async () => ["--file", await file(`settings: { ${name}: "${inFile}" }`)];

  it("is the flag, before all others", async () => {
    set(ownName, commonName);
    expect(await value(`--${name}`, flag, ...(await fileArgs()))).toBe(flag);
  });
  it("is the stub's own variable, before the common one and the file", async () => {
    set(ownName, commonName);
    expect(await value(...(await fileArgs()))).toBe(own);
  });
  it("is the common variable, before the file", async () => {
    set(commonName);
    expect(await value(...(await fileArgs()))).toBe(common);
  });
  it("is the file, before the default", async () => {
    expect(await value(...(await fileArgs()))).toBe(inFile);
  });
  it("passes over variables that are empty", async () => {
    vi.stubEnv(ownName, "");
    vi.stubEnv(commonName, "");
    expect(await value(...(await fileArgs()))).toBe(inFile);
  });
});

it.each([
  ["1ms", 1],
  ["999ms", 999],
  ["30s", 30_000],
  ["10m", 600_000],
  ["596h", 2_145_600_000],
])("a duration of %s is %d ms", async (text, idempotencyWindowMs) => {
  expect((await read("--idempotency-window", text)).options).toMatchObject({ idempotencyWindowMs });
});

it.each([
  ["--port", "0", { port: 0 }],
  ["--port", "65535", { port: 65_535 }],
  ["--seed", "0", { seed: 0 }],
  ["--body-limit", "1", { bodyLimit: 1 }],
  ["--body-limit", "104857600", { bodyLimit: 104_857_600 }],
  ["--max-connections", "1000000", { maxConnections: 1_000_000 }],
  ["--journal-size", "1", { journalSize: 1 }],
  ["--throttle", "0.25:1", { throttle: { rate: 0.25, burst: 1 } }],
  ["--throttle", "0.5:1", { throttle: { rate: 0.5, burst: 1 } }],
  ["--control-token", "!~", { controlToken: "!~" }],
  ["--store", "memory", { store: "memory" }],
])("the end of a range is accepted: %s %s", async (flag, text, options) => {
  expect((await read(flag, text)).options).toMatchObject(options);
});

it("takes a file in JSON, and numbers and booleans as they are", async () => {
  const text = JSON.stringify({ settings: { port: 4011, strict: true, throttle: "10:15" } });
  expect((await read("--file", await file(text))).options).toMatchObject({
    ...{ port: 4011, strict: true, throttle: { rate: 10, burst: 15 } },
  });
});

it("a token of the file has no time to live, and a fault no more than it says", async () => {
  const text = "connections: [{ ConnectionToken: alice }]\nfaults: [{ delayMs: 1 }]";
  const { connections, faults } = (await read("--file", await file(text))).options;
  expect({ connections, faults }).toEqual({ connections: [{ ConnectionToken: "alice" }], faults: [{ delayMs: 1 }] });
});

it("what the command alone is set up by is there only where it is given", async () => {
  expect(Object.keys(await read()).sort()).toEqual(["logLevel", "options"]);
  const path = await file("{}");
  expect(await read("--file", path, "--log-format", "json", "--probe")).toMatchObject({
    ...{ file: path, logFormat: "json", probe: true, logLevel: "info" },
  });
  const { tlsSelfSigned, options } = await read("--tls-self-signed", "a.pem");
  expect([tlsSelfSigned, options.tlsSelfSigned]).toEqual(["a.pem", true]);
  expect(Object.keys(options)).not.toContain("undefined");
});

it("an empty file sets nothing", async () => {
  const { options } = await read();
  expect((await read("--file", await file("{}"))).options).toEqual({ ...options, connections: [], faults: [] });
});

it("no other flag has a common variable", async () => {
  vi.stubEnv("ACCESS", "registered");
  expect((await read()).options).toMatchObject({ access: "open" });
});

describe("a wrong value is rejected with its place and what is allowed:", () => {
  it.each([
    ["--port", "65536", "a whole number from 0 to 65535"],
    ["--port", "1e3", "a whole number"],
    ["--host", "", "not empty"],
    ["--access", "closed", "open, registered"],
    ["--idempotency", "lax", "window, strict"],
    ["--idempotency-window", "5", "a duration of up to 596h"],
    ["--idempotency-window", "0s", "a duration"],
    ["--idempotency-window", "597h", "a duration"],
    ["--header-timeout", "1d", "a duration"],
    ["--request-timeout", "0ms", "a duration"],
    ["--throttle", "10", "RATE:BURST with both above 0, such as 10:15"],
    ["--throttle", "0:15", "RATE:BURST"],
    ["--throttle", "10:0", "RATE:BURST"],
    ["--throttle", "10:1.5", "RATE:BURST"],
    ["--strict", "yes", "true or false"],
    ["--seed", "-1", "a whole number"],
    ["--body-limit", "0", "from 1 to 104857600"],
    ["--max-connections", "1000001", "from 1 to 1000000"],
    ["--journal-size", "0", "from 1 to 1000000"],
    ["--control-token", "two words", "visible ASCII"],
    ["--log-format", "xml", "json, pretty"],
    ["--log-level", "loud", "trace, debug, info, warn, error, fatal, silent"],
  ])("%s %s", async (flag, text, allowed) => {
    await expect(read(flag, text)).rejects.toThrow(allowed);
    await expect(read(flag, text)).rejects.toThrow(flag);
  });

  it("in a variable", async () => {
    vi.stubEnv("SENDEVENT_STUB_PORT", "x");
    await expect(read()).rejects.toThrow("SENDEVENT_STUB_PORT");
  });

  it.each([
    ["--port", "x", "It must be a whole number from 0 to 65535."],
    ["--port", "-1", "It must be a whole number from 0 to 65535."],
    ["--port", "1.5", "It must be a whole number from 0 to 65535."],
    ["--port", " 1", "It must be a whole number from 0 to 65535."],
    ["--host", "", "It must be a string that is not empty."],
    ["--strict", "TRUE", "It must be true or false."],
    ["--idempotency-window", "1.5h", "It must be a duration of up to 596h, such as 500ms, 30s, 10m or 1h."],
    ["--idempotency-window", "x1h", "It must be a duration of up to 596h, such as 500ms, 30s, 10m or 1h."],
    ["--idempotency-window", "1hx", "It must be a duration of up to 596h, such as 500ms, 30s, 10m or 1h."],
    ["--throttle", "10:15:1", "It must be RATE:BURST with both above 0, such as 10:15."],
    ["--throttle", "x10:15", "It must be RATE:BURST with both above 0, such as 10:15."],
    ["--throttle", "10:15x", "It must be RATE:BURST with both above 0, such as 10:15."],
  ])("%s %j, in these words", async (flag, text, message) => {
    const error = await read(`${flag}=${text}`).catch((error: unknown) => error);
    const quoted = `error: option '${flag} `;
    expect(String(error)).toContain(quoted);
    expect(String(error)).toMatch(new RegExp(`argument '${text}' is invalid\\. `));
    expect(String(error).endsWith(message)).toBe(true);
  });

  it("--control-token, in words without its value", async () => {
    const place = "--control-token must be one or more visible ASCII characters, without spaces";
    for (const text of ["two words", "\u00e9", "a\tb"])
      await expect(read("--control-token", text)).rejects.toThrow(place);
    await expect(read("--file", await file('settings: { controlToken: "two words" }'))).rejects.toThrow(
      new RegExp(`stub\\.yaml: settings\\.controlToken: ${place}$`),
    );
  });

  it("--store, in words without its value, which may hold a password", async () => {
    const place =
      "--store must be memory, or redis:// or rediss://[USER:PASSWORD@]HOST[:PORT][/DATABASE][?prefix=PREFIX]";
    for (const text of ["http://u:s3cret@h", "redis://u:s3cret@h/x", "memories", ""]) {
      const error = await read(`--store=${text}`).catch((error: unknown) => error);
      expect(error).toMatchObject({ code: "usage", exitCode: 2, message: place });
    }
  });

  it("in a file, also where a flag overrides it", async () => {
    await expect(read("--port", "0", "--file", await file("settings: { port: x }"))).rejects.toThrow(
      /stub\.yaml: settings\.port: It must be a whole number/,
    );
  });

  it("and no control token is quoted", async () => {
    const error = await read("--control-token", "s3cret words").catch((error: unknown) => error);
    expect(String(error)).not.toContain("s3cret");
  });
});

describe("a file is rejected", () => {
  it.each([
    ["with a setting that is a list", "settings: { port: [1] }", /settings\.port must be/],
    ["with settings that are a list", "settings: []", /settings must be an object, but is an array/],
    ["with a setting of the command alone", "settings: { logLevel: info }", /There is no member settings\.logLevel/],
    ["that is not YAML", "a: [", /stub\.yaml: line 1, column \d+: \w+/],
    ["with an unknown part", "fualts: []", /stub\.yaml: There is no member fualts/],
    ["with an unknown setting", "settings: { prot: 1 }", /There is no member settings\.prot/],
    ["with a setting that is no flag's", "settings: { file: x }", /There is no member settings\.file/],
    ["with an unknown tag", "faults: !oops []", /stub\.yaml: line 1, column 9: tag resolve failed/],
    ["with an unknown exception", "faults: [{ exception: Oops }]", /faults\.0\.exception must be one of: Validation/],
    [
      "with no fault in a fault",
      "faults: [{ times: 1 }]",
      /faults\.0 must have exactly one of exception, connection, sequence, status and delivery/,
    ],
    ["with a bad connection", "connections: [{ participants: 0 }]", /connections\.0\.participants must be >= 1/],
    ["that is a list", "[]", /stub\.yaml: The body must be an object, but is an array/],
  ])("%s", async (_what, text, message) => {
    await expect(read("--file", await file(text))).rejects.toThrow(message);
  });

  it("that is not there", async () => {
    await expect(read("--file", "/no/such/file")).rejects.toThrow("/no/such/file");
  });

  it.each(["connections: [{ ConnectionToken: s3cret: x }]", "a: 's3cret", '{ "ConnectionToken": "s3cret" '])(
    "without its line, which may hold a token: %s",
    async (text) => {
      const error = await read("--file", await file(text)).catch((error: unknown) => error);
      expect(String(error)).toMatch(/stub\.yaml: line \d+, column \d+: [a-z ]+$/);
      expect(String(error)).not.toContain("s3cret");
    },
  );
});
