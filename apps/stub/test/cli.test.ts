import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { control, read, sendEvent, typing } from "./send-event.js";

const children = new Set<ChildProcess>();
/** What is tested: the package, or another form of it (`npm run test:single-files`). */
const {
  SENDEVENT_STUB_UNDER_TEST = `${process.execPath} ${fileURLToPath(new URL("../dist/cli.js", import.meta.url))}`,
} = process.env;
const [executable = "", ...leading] = SENDEVENT_STUB_UNDER_TEST.split(" ");
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stub-"));
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL"); // whatever a failed test has left
  await rm(folder, { recursive: true });
});

/** Runs the built command until it ends by itself. */
async function run(args: string[], env: Record<string, string> = {}) {
  const child = start(args, env);
  const [exitCode] = await once(child.process, "close");
  return { exitCode, ...child.output };
}

function start(args: string[], env: Record<string, string> = {}) {
  const { PATH = "" } = process.env;
  const process_ = spawn(executable, [...leading, ...args], { env: { PATH, ...env } });
  children.add(process_);
  process_.once("close", () => children.delete(process_));
  const output = { stdout: "", stderr: "" };
  process_.stdout.on("data", (chunk) => {
    output.stdout += chunk;
  });
  process_.stderr.on("data", (chunk) => {
    output.stderr += chunk;
  });
  return { process: process_, output };
}

/** Runs the built command for as long as the test needs it. */
async function serve(args: string[], env: Record<string, string> = {}) {
  const child = start(args, env);
  while (!child.output.stderr.includes("curl")) await once(child.process.stderr, "data");
  const url = /https?:\/\/\S+:\d+/.exec(child.output.stderr)?.[0] ?? "";
  return {
    url,
    output: child.output,
    stderr: child.process.stderr,
    hangUp: () => child.process.kill("SIGHUP"),
    async stop(signal: NodeJS.Signals = "SIGTERM") {
      child.process.kill(signal);
      const [exitCode] = await once(child.process, "close");
      return exitCode;
    },
  };
}

describe("called wrongly, it says so in one line, exits with 2 and starts nothing:", () => {
  it.each([
    [["--prot", "1"], {}, "--prot"],
    [["extra"], {}, "argument"],
    [["--port"], {}, "--port"],
    [
      ["--access", "closed"],
      {},
      "'--access <MODE>' argument 'closed' is invalid. Allowed choices are open, registered.",
    ],
    [["--file", "no\n\u001b[31mpe"], {}, "no [31mpe"],
    [[], { SENDEVENT_STUB_PORT: "x" }, "SENDEVENT_STUB_PORT"],
    [["--file", "FOLDER/stub.yaml"], {}, "stub.yaml: There is no member fualts"],
    [["--tls-cert", "FOLDER/stub.yaml"], {}, "HTTPS needs a certificate and its key"],
    [["--tls-cert", "FOLDER/stub.yaml", "--tls-key", "FOLDER/stub.yaml"], {}, "not both in PEM"],
    [["--tls-key", "FOLDER/nowhere"], {}, "a file that can be read"],
    [["--file", "FOLDER/faults.yaml"], {}, "faults.yaml: faults must NOT have more than 1000 items"],
    [["--file", "FOLDER/twice.yaml"], {}, "the connections or faults of the file cannot be set up"],
  ])("%j %j", async (args, env, named) => {
    await writeFile(join(folder, "stub.yaml"), "fualts: []");
    await writeFile(join(folder, "twice.yaml"), "connections: [{ ConnectionToken: a, ParticipantToken: a }]");
    await writeFile(join(folder, "faults.yaml"), `faults: [${"{ delayMs: 1 },".repeat(1_001)}]`);
    const { exitCode, stderr, stdout } = await run(
      args.map((arg) => arg.replace("FOLDER", folder)),
      env,
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(named);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});

it("a taken port is one clear line, and exit code 1", async () => {
  await using other = await startStub();
  const { exitCode, stderr } = await run(["--port", String(other.port)]);
  expect(exitCode).toBe(1);
  expect(stderr).toBe(`sendevent-stub: port ${other.port} is in use: choose another with --port or PORT\n`);
});

it("--help names every flag and shows examples", async () => {
  const { exitCode, stdout } = await run(["--help"]);
  expect(exitCode).toBe(0);
  for (const flag of ["--port", "--access", "--throttle", "--seed", "--file", "Examples:"])
    expect(stdout).toContain(flag);
});

it("says where it listens, and where reference and console are", async () => {
  const stub = await serve(["--port", "0"]);
  expect(stub.output.stderr.split("\n").slice(0, 2)).toEqual([
    `The SendEvent stub listens on ${stub.url}, with the reference at ${stub.url}/docs`,
    `and the console at ${stub.url}/console.`,
  ]);
  for (const page of ["docs", "console"]) expect((await fetch(`${stub.url}/${page}/`)).status).toBe(200);
  await stub.stop();
});

it.each(["silent", "warn"])("--log-level %s logs no event", async (level) => {
  const stub = await serve(["--port", "0", "--log-level", level]);
  await sendEvent(stub);
  expect(await stub.stop()).toBe(0);
  expect(stub.output.stdout).toBe("");
});

it("--version is that of the package", async () => {
  const { version } = createRequire(import.meta.url)("../package.json");
  expect(await run(["--version"])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
});

it.each(["docs/", "docs/control.html", "docs/sendevent.yaml", "docs/sendevent.json", "_stub/openapi.json"])(
  "carries /%s",
  async (path) => {
    const stub = await serve(["--port", "0"]);
    const response = await fetch(`${stub.url}/${path}`);
    expect([response.status, (await response.text()).includes("SendEvent")]).toEqual([200, true]);
    expect(await stub.stop()).toBe(0);
  },
);

it("--probe exits with 0 while a stub of the same settings is ready, and with 1 once it is gone", async () => {
  const stub = await serve(["--port", "0"]);
  const probe = async () => (await run(["--probe", "--port", new URL(stub.url).port])).exitCode;
  expect(await probe()).toBe(0);
  expect(await stub.stop()).toBe(0);
  expect(await probe()).toBe(1);
});

it("prints a curl that works as it stands", async () => {
  const stub = await serve(["--port", "0"]);
  const [command = ""] = /curl -i[\s\S]*$/.exec(stub.output.stderr) ?? [];
  const curl = spawn("sh", ["-c", command]);
  let response = "";
  curl.stdout.on("data", (chunk) => {
    response += chunk;
  });
  await once(curl, "close");
  expect(response).toContain("HTTP/1.1 200 OK");
  expect(await stub.stop()).toBe(0);
});

it.each(["SIGTERM", "SIGINT"] as const)("%s finishes what is in flight and exits with 0", async (signal) => {
  const stub = await serve(["--port", "0"]);
  await control(stub, "POST", "/faults", { delayMs: 60_000 });
  const inFlight = sendEvent(stub, { ContentType: typing }, { connection: "close" });
  while (!JSON.stringify((await control(stub, "GET", "/faults")).body).includes('"hits":1'));
  expect(await stub.stop(signal)).toBe(0);
  expect(await inFlight).toMatchObject({ status: 200 });
});

it("starts with the connections and faults of its file", async () => {
  const path = join(folder, "stub.yaml");
  await writeFile(
    path,
    `
settings: { access: registered, port: 0 }
connections:
  - ConnectionToken: alice
    participants: 3
faults:
  - exception: ThrottlingException
    contentType: ${typing}
    times: 1
`,
  );
  const stub = await serve(["--file", path]);
  expect(await sendEvent(stub, { ContentType: typing }, { token: "alice" })).toMatchObject({ status: 429 });
  expect(await sendEvent(stub, { ContentType: read }, { token: "alice" })).toMatchObject({ status: 409 });
  expect(await sendEvent(stub, { ContentType: typing }, { token: "bob" })).toMatchObject({ status: 403 });
  await stub.stop();
});

describe("SIGHUP", () => {
  /** Resolves once the command has said so on standard error. */
  const says = async ({ stderr, output }: { stderr: Readable; output: { stderr: string } }, text: string) => {
    while (!output.stderr.includes(text)) await once(stderr, "data");
  };

  it("takes over connections, faults and settings of the file", async () => {
    const path = join(folder, "stub.yaml");
    await writeFile(path, "faults: [{ exception: ThrottlingException }]");
    const stub = await serve(["--port", "0", "--file", path]);
    expect(await sendEvent(stub)).toMatchObject({ status: 429 });
    await writeFile(path, "settings: { access: registered }\nconnections: [{ ConnectionToken: alice }]");
    stub.hangUp();
    await says(stub, "sendevent-stub: reloaded");
    expect(await sendEvent(stub, { ContentType: typing }, { token: "alice" })).toMatchObject({ status: 200 });
    expect(await sendEvent(stub, { ContentType: typing }, { token: "bob" })).toMatchObject({ status: 403 });
    expect(await stub.stop()).toBe(0);
  });

  it("with a bad file, says so in one line, and changes nothing", async () => {
    const path = join(folder, "stub.yaml");
    await writeFile(path, "settings: { access: registered }\nconnections: [{ ConnectionToken: alice }]");
    const stub = await serve(["--port", "0", "--file", path]);
    const greeting = stub.output.stderr;
    await writeFile(path, "faults: [{ exception: Oops }]");
    stub.hangUp();
    await says(stub, "not reloaded: ");
    expect(stub.output.stderr.slice(greeting.length)).toMatch(
      /^sendevent-stub: not reloaded: .*stub\.yaml: faults\.0.*\n$/,
    );
    expect(await sendEvent(stub, { ContentType: typing }, { token: "alice" })).toMatchObject({ status: 200 });
    expect(await stub.stop()).toBe(0);
  });
});

it("SIGTERM under load loses no event that it has taken", async () => {
  const stub = await serve(["--port", "0"]);
  await control(stub, "POST", "/faults", { delayMs: 20 }); // so that there is always something in flight
  const got = new Set<string>();
  const send = async () => {
    // Until the stub is gone: what it has not taken, a client may send again.
    for (;;) got.add((await sendEvent(stub)).headers.get("x-amzn-requestid") ?? "");
  };
  const clients = Array.from({ length: 20 }, () => send().catch(() => {}));
  while (got.size < 200) await new Promise((resolve) => setImmediate(resolve));
  expect(await stub.stop()).toBe(0);
  await Promise.all(clients);
  const taken = stub.output.stdout
    .trim()
    .split("\n")
    .map((line): string => JSON.parse(line).requestId);
  expect(taken.length).toBeGreaterThanOrEqual(200);
  expect(taken.filter((id) => !got.has(id))).toEqual([]);
});

it("--tls-self-signed writes a certificate that the printed curl trusts", async () => {
  const path = join(folder, "stub.pem");
  const stub = await serve(["--port", "0", "--tls-self-signed", path]);
  const [command = ""] = /curl -i[\s\S]*$/.exec(stub.output.stderr) ?? [];
  const curl = spawn("sh", ["-c", command]);
  expect(await text(curl.stdout)).toContain("HTTP/1.1 200 OK");
  expect(stub.url).toMatch(/^https:/);
  expect(await stub.stop()).toBe(0);
});

it("logs readable lines with --log-format pretty, also where there is no terminal", async () => {
  const stub = await serve(["--port", "0", "--log-format", "pretty"]);
  await sendEvent(stub);
  await stub.stop();
  expect(stub.output.stdout).toMatch(/\] INFO: SendEvent \{.*"outcome":"accepted"/); // neither pid nor host name
  expect(stub.output.stdout.trim().split("\n")).toHaveLength(1);
});

it("logs JSON lines, with neither token nor content, nor anything that a caller made up", async () => {
  const stub = await serve(["--port", "0", "--strict"]);
  const secret = "s3cret-token";
  await sendEvent(
    stub,
    { ContentType: typing, Content: "private words" },
    { token: secret, "user-agent": "evil\u009b31m" },
  );
  await sendEvent(stub, { ContentType: "wrong\u001b[31m" }, { token: secret });
  await sendEvent(stub, { ContentType: typing, 'evil"\u001b[31m': 1 }, { token: secret });
  await stub.stop();
  const lines = stub.output.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    {
      level: 30,
      msg: "SendEvent",
      contentType: typing,
      outcome: "accepted",
      requestId: expect.any(String),
      durationMs: expect.any(Number),
      warnings: [],
    },
    {
      level: 30,
      msg: "SendEvent",
      contentType: "other",
      outcome: "ValidationException",
      reason: expect.stringContaining("ContentType must be one of"),
      connection: expect.stringMatching(/^[0-9a-f]{16}$/),
    },
    { outcome: "ValidationException", reason: 'The contract has no member "…"', warnings: ["unknown-member"] },
  ]);
  for (const hidden of [secret, "private", "evil", "wrong"]) expect(stub.output.stdout).not.toContain(hidden);
});
