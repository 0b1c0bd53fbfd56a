import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCommand, runCommand } from "../src/cli/command.js";
import "../src/cli/setup-file.js"; // the command loads it late, in the middle of whichever test is the first to need it
import { selfSigned } from "../src/http/self-signed.js";
import { startStub } from "../src/index.js";
import { sendEvent, typing } from "./send-event.js";

let folder: string;
let printed: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "command-"));
  printed = [];
  vi.spyOn(console, "error").mockImplementation((line) => void printed.push(line));
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const event of ["SIGHUP", "SIGINT", "SIGTERM", "error"]) process.removeAllListeners(event); // the command's own
  await rm(folder, { recursive: true });
});

const call = (...args: string[]) => runCommand(["node", "sendevent-stub", ...args]);
const quiet = ["--port", "0", "--log-level", "silent"];

/** Runs the command in this process, until `stop`. */
async function serve(...args: string[]) {
  const running = call(...quiet, ...args);
  await vi.waitFor(() => expect(printed).not.toEqual([]), { timeout: 5_000 });
  const [url = ""] = /https?:\/\/[^\s,]+:\d+/.exec(printed[0] ?? "") ?? [];
  return {
    url,
    async stop(signal: NodeJS.Signals = "SIGTERM") {
      process.emit(signal);
      return await running;
    },
  };
}

it("greets in these words", async () => {
  const stub = await serve();
  expect(printed).toEqual([
    `The SendEvent stub listens on ${stub.url}, with the reference at ${stub.url}/docs
and the console at ${stub.url}/console.
Control is open to programs on this machine: set --control-token where a proxy passes requests on.
Try:

  curl -i -X POST ${stub.url}/participant/event \\
    -H 'content-type: application/json' -H 'x-amz-bearer: t' \\
    -d '{"ContentType":"application/vnd.amazonaws.connect.event.typing"}'
`,
  ]);
  expect(await stub.stop()).toBe(0);
});

it("does not say that control is open where there is a control token, or another address", async () => {
  const stub = await serve("--control-token", "s3cret");
  expect(await stub.stop()).toBe(0);
  expect(printed[0]).toMatch(/\/console\.\nTry:\n/);
  printed = [];
  const other = await serve("--host", "0.0.0.0");
  expect(await other.stop()).toBe(0);
  expect(printed[0]).toMatch(/\/console\.\nTry:\n/);
});

it.each(["SIGTERM", "SIGINT"] as const)("ends with 0 at %s, once nothing listens any more", async (signal) => {
  const stub = await serve();
  expect((await sendEvent(stub)).status).toBe(200);
  expect(await stub.stop(signal)).toBe(0);
  await expect(sendEvent(stub)).rejects.toThrow();
});

it("writes its own certificate where it is told, and shows how to trust it", async () => {
  const path = join(folder, "stub.pem");
  const stub = await serve("--tls-self-signed", path);
  expect(await readFile(path, "utf8")).toMatch(/^-----BEGIN CERTIFICATE-----/);
  expect(printed[0]).toContain(`curl -i --cacert '${path}' -X POST https://`);
  expect(await stub.stop()).toBe(0);
});

it("takes over its file again at SIGHUP, says so, and changes nothing where the file is wrong", async () => {
  const path = join(folder, "stub.yaml");
  await writeFile(path, "faults: [{ exception: ConflictException }]");
  const stub = await serve("--file", path);
  expect((await sendEvent(stub)).status).toBe(409);
  const reload = async (text: string, said: string) => {
    await writeFile(path, text);
    process.emit("SIGHUP");
    await vi.waitFor(() => expect(printed.at(-1)).toContain(said), { timeout: 5_000 });
  };
  await reload("faults: []", "sendevent-stub: reloaded");
  expect((await sendEvent(stub)).status).toBe(200);
  await reload("faults: [{}]", `sendevent-stub: not reloaded: ${path}: faults.0 must have exactly one of exception`);
  await reload("settings: { strict: true }", "sendevent-stub: reloaded");
  expect((await sendEvent(stub, { ContentType: typing, Other: 1 })).status).toBe(400);
  expect(await stub.stop()).toBe(0);
});

it("shows another certificate after SIGHUP", async () => {
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const write = async (name: string) => {
    const made = selfSigned(name);
    await writeFile(cert, made.cert);
    await writeFile(key, made.key);
  };
  await write("first.example");
  const stub = await serve("--tls-cert", cert, "--tls-key", key);
  const shown = async () => {
    const socket = connect({ port: Number(new URL(stub.url).port), host: "127.0.0.1", rejectUnauthorized: false });
    await once(socket, "secureConnect");
    const { subjectaltname } = socket.getPeerCertificate();
    socket.destroy();
    return subjectaltname;
  };
  expect(await shown()).toContain("DNS:first.example");
  await write("second.example");
  process.emit("SIGHUP");
  await vi.waitFor(() => expect(printed.at(-1)).toBe("sendevent-stub: reloaded"), { timeout: 5_000 });
  expect(await shown()).toContain("DNS:second.example");
  expect(await stub.stop()).toBe(0);
});

it("leaves SIGHUP alone where there is nothing to read again", async () => {
  const stub = await serve();
  expect(process.listenerCount("SIGHUP")).toBe(0);
  await stub.stop();
});

describe("a call that cannot be served is one line, and an exit code", () => {
  it.each([
    [["--prot", "1"], "sendevent-stub: unknown option '--prot'"],
    [["extra"], "sendevent-stub: too many arguments. Expected 0 arguments but got 1."],
    [["--port", "x"], "sendevent-stub: option '--port <PORT>' argument 'x' is invalid. "],
    [["--file", "a\n\u001b[31m\u009bb"], "sendevent-stub: a [31m b: ENOENT"],
    [["--tls-cert", "/no/such"], "argument '/no/such' is invalid. It must be a file that can be read."],
  ])("%j: 2", async (args, line) => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true); // commander would write a line of its own
    expect(await call(...args)).toBe(2);
    expect(write).not.toHaveBeenCalled();
    expect(printed).toEqual([expect.stringContaining(line)]);
    expect(printed[0]).not.toMatch(/\n/);
  });

  it("2 where what the file asks for contradicts itself", async () => {
    const path = join(folder, "stub.yaml");
    await writeFile(path, "connections: [{ ConnectionToken: same, ParticipantToken: same }]");
    expect(await call(...quiet, "--file", path)).toBe(2);
    const why = "ConnectionToken and ParticipantToken must differ";
    expect(printed).toEqual([`sendevent-stub: the connections or faults of the file cannot be set up: ${why}`]);
  });

  it("1 where the port is taken", async () => {
    await using other = await startStub();
    expect(await call("--port", String(other.port))).toBe(1);
    const line = `sendevent-stub: port ${other.port} is in use: choose another with --port or PORT`;
    expect(printed).toEqual([line]);
  });

  it("1 where the address is not there", async () => {
    expect(await call("--host", "203.0.113.1", "--port", "4010")).toBe(1);
    expect(printed).toEqual([expect.stringMatching(/^sendevent-stub: .*EADDRNOTAVAIL/)]);
  });
});

it.each(["--help", "--version"])("%s ends with 0, and says nothing of an error", async (flag) => {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  expect(await call(flag)).toBe(0);
  expect(write).toHaveBeenCalled();
  expect(printed).toEqual([]);
});

it("its help has usage, description and examples", () => {
  const lines: string[] = [];
  createCommand()
    .configureOutput({ writeOut: (text) => void lines.push(text) })
    .outputHelp();
  const help = lines.join("");
  expect(help).toMatch(/^Usage: sendevent-stub \[options\]\n\nRuns a stub of SendEvent\.\n/);
  expect(help).toContain("sendevent-stub --throttle 10:15 --seed 1          the documented quota");
  expect(help).toContain("A flag takes precedence over its environment variable, and both over the file.");
});

describe("--probe asks the stub of these settings whether it is ready", () => {
  const probe = (port: number, ...args: string[]) => call("--probe", "--port", String(port), ...args);

  it("over HTTP, and starts nothing itself", async () => {
    const stub = await startStub();
    expect(await probe(stub.port)).toBe(0);
    await stub.close();
    expect(await probe(stub.port)).toBe(1);
    expect(printed).toEqual([]);
  });

  it("over HTTPS, whoever the certificate is for", async () => {
    const own = selfSigned("stub.example");
    await using stub = await startStub({ tlsCert: own.cert, tlsKey: own.key });
    const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
    await writeFile(cert, own.cert);
    await writeFile(key, own.key);
    expect(await probe(stub.port)).toBe(1);
    expect(await probe(stub.port, "--tls-cert", cert, "--tls-key", key)).toBe(0);
    const written = join(folder, "stub.pem");
    expect(await probe(stub.port, "--tls-self-signed", written)).toBe(0);
    await expect(readFile(written)).rejects.toThrow("ENOENT");
  });

  it("and takes no for an answer", async () => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(503).end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    expect(await probe(typeof address === "object" ? (address?.port ?? 0) : 0)).toBe(1);
    expect(asked).toEqual(["/_stub/ready"]);
    server.close();
  });
});
