import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { control, read, sendEvent, typing } from "./send-event.js";

const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stub-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs the built command until it ends by itself. */
async function run(args: string[], env: Record<string, string> = {}) {
  const child = start(args, env);
  const [exitCode] = await once(child.process, "close");
  return { exitCode, ...child.output };
}

function start(args: string[], env: Record<string, string> = {}) {
  const { PATH = "" } = process.env;
  const process_ = spawn(process.execPath, [cli, ...args], { env: { PATH, ...env } });
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
  const url = /http:\/\/\S+:\d+/.exec(child.output.stderr)?.[0] ?? "";
  return {
    url,
    output: child.output,
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
    [["--port", "65536"], {}, "--port"],
    [
      ["--access", "closed"],
      {},
      "'--access <MODE>' argument 'closed' is invalid. Allowed choices are open, registered.",
    ],
    [["--idempotency", "lax"], {}, "--idempotency"],
    [["--idempotency-window", "soon"], {}, "--idempotency-window"],
    [["--idempotency-window", "5"], {}, "--idempotency-window"],
    [["--idempotency-window", "0s"], {}, "--idempotency-window"],
    [["--file", "no\n\u001b[31mpe"], {}, "no [31mpe"],
    [["--throttle", "10"], {}, "It must be RATE:BURST with both above 0, such as 10:15."],
    [["--throttle", "0:15"], {}, "--throttle"],
    [["--seed", "-1"], {}, "--seed"],
    [["--log-level", "loud"], {}, "--log-level"],
    [["--body-limit", "0"], {}, "--body-limit"],
    [["--control-token", " "], {}, "--control-token"],
    [["--request-timeout", "600h"], {}, "--request-timeout"],
    [["--host", ""], {}, "--host"],
    [[], { SENDEVENT_STUB_LOG_LEVEL: "loud" }, "SENDEVENT_STUB_LOG_LEVEL"],
    [[], { SENDEVENT_STUB_PORT: "x" }, "SENDEVENT_STUB_PORT"],
    [[], { SENDEVENT_STUB_STRICT: "yes" }, "SENDEVENT_STUB_STRICT"],
    [[], { PORT: "x" }, "PORT"],
    [["--file", "/no/such/file"], {}, "/no/such/file"],
  ])("%j %j", async (args, env, named) => {
    const { exitCode, stderr, stdout } = await run(args, env);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(named);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it.each([
    ["not YAML", "a: [", "stub.yaml"],
    ["an unknown part", "fualts: []", "fualts"],
    ["an unknown setting", "settings: { prot: 1 }", "prot"],
    ["a bad setting", "settings: { port: x }", "stub.yaml: settings.port"],
    ["an unknown tag", "faults: !oops []", "stub.yaml"],
    ["too many faults", `faults: [${"{ delayMs: 1 },".repeat(1_001)}]`, "faults"],
    ["an unknown exception", "faults: [{ exception: Oops }]", "faults.0"],
    ["a bad connection", "connections: [{ participants: 0 }]", "connections.0.participants"],
    ["a list", "[]", "stub.yaml"],
  ])("a file with %s", async (_what, text, named) => {
    const path = join(folder, "stub.yaml");
    await writeFile(path, text);
    const { exitCode, stderr } = await run(["--file", path]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(named);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});

it("a file that is wrong is refused also where a flag overrides it", async () => {
  const path = join(folder, "stub.yaml");
  await writeFile(path, "settings: { port: x }");
  expect(await run(["--file", path, "--port", "0"])).toMatchObject({ exitCode: 2 });
});

it("an empty variable counts as unset", async () => {
  const stub = await serve(["--port", "0"], { SENDEVENT_STUB_SEED: "", PORT: "" });
  expect(await stub.stop()).toBe(0);
});

it("a taken port is one clear line, and exit code 1", async () => {
  await using other = await startStub();
  const { exitCode, stderr } = await run(["--port", String(other.port)]);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(String(other.port));
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});

it("--help names every flag and shows examples", async () => {
  const { exitCode, stdout } = await run(["--help"]);
  expect(exitCode).toBe(0);
  for (const flag of ["--port", "--access", "--throttle", "--seed", "--file", "Examples:"])
    expect(stdout).toContain(flag);
});

it("--version is that of the package", async () => {
  expect((await run(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it("prints a curl that works as it stands", async () => {
  const stub = await serve(["--port", "0"]);
  const [command = ""] = /curl -i[\s\S]*$/.exec(stub.output.stderr) ?? [];
  const curl = spawn("sh", ["-c", command]);
  let answer = "";
  curl.stdout.on("data", (chunk) => {
    answer += chunk;
  });
  await once(curl, "close");
  expect(answer).toContain("HTTP/1.1 200 OK");
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

it("a flag comes before the environment, and both before the file", async () => {
  const path = join(folder, "stub.json");
  const settings = { port: 0, strict: true, access: "registered", idempotency: "strict" };
  await writeFile(path, JSON.stringify({ settings }));
  const stub = await serve(["--file", path, "--access", "open"], {
    SENDEVENT_STUB_ACCESS: "registered",
    SENDEVENT_STUB_IDEMPOTENCY: "window",
  });
  expect((await control(stub, "GET", "/health")).body).toMatchObject({
    access: "open",
    idempotency: "window",
    strict: true,
  });
  await stub.stop();
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

it("logs JSON lines, with neither token nor content, nor anything that a caller made up", async () => {
  const stub = await serve(["--port", "0"]);
  const secret = "s3cret-token";
  await sendEvent(
    stub,
    { ContentType: typing, Content: "private words" },
    { token: secret, "user-agent": "evil\u009b31m" },
  );
  await sendEvent(stub, { ContentType: "wrong\u001b[31m" }, { token: secret });
  await stub.stop();
  const lines = stub.output.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([{ outcome: "accepted" }, { outcome: "ValidationException" }]);
  for (const hidden of [secret, "private", "evil", "wrong"]) expect(stub.output.stdout).not.toContain(hidden);
});
