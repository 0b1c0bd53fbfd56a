import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startStub } from "@sendevent/stub";
import { expect, test } from "vitest";

const kit = fileURLToPath(
  new URL("bin/sendevent-conformance.js", import.meta.resolve("@sendevent/conformance/package.json")),
);

/** A proxy with its default settings: how it is asked for its version, how it is started, and what its file says. */
interface Proxy {
  readonly program: string;
  readonly version: string;
  readonly start: (file: string, folder: string) => string[];
  readonly config: (port: number, upstream: string, folder: string) => string;
}

const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
const proxies: Proxy[] = [
  {
    program: "/usr/sbin/nginx",
    version: "-v",
    start: (file, folder) => ["-c", file, "-p", folder, "-e", "stderr", "-g", "daemon off;"],
    config: (port, upstream, folder) => `pid ${folder}/pid;
      events {}
      http {
        access_log off;
        ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join("\n")}
        server {
          listen 127.0.0.1:${port};
          location / { proxy_pass http://${upstream}; }
        }
      }`,
  },
  {
    program: "/usr/sbin/haproxy",
    version: "-v",
    start: (file) => ["-f", file, "-db", "-q"],
    config: (port, upstream) => `defaults
  mode http
  timeout connect 5s
  timeout client 50s
  timeout server 50s
frontend front
  bind 127.0.0.1:${port}
  default_backend stub
backend stub
  server stub ${upstream}
`,
  },
];

/** A port that is free at this moment: neither proxy says which one it got. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port }: AddressInfo = Object(server.address());
  server.close();
  await once(server, "close");
  return port;
}

/** Resolves once something listens on a port; rejects when what should have ended first. */
async function listening(port: number, ended: Promise<never>): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const open = new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    });
    const isOpen = await Promise.race([open, ended]);
    socket.destroy();
    if (isOpen) return;
  }
}

async function startProxy({ program, start, config }: Proxy, upstream: string) {
  const folder = await mkdtemp(`${tmpdir()}/sendevent-proxy-`);
  await chmod(folder, 0o755); // nginx, started by root, works as another user
  const port = await freePort();
  await writeFile(`${folder}/proxy.conf`, config(port, upstream, folder));
  const child = spawn(program, start(`${folder}/proxy.conf`, folder), { stdio: ["ignore", "ignore", "inherit"] });
  const closed = once(child, "close");
  const ended = closed.then(() => Promise.reject(new Error(`${program} ended`)));
  ended.catch(() => {}); // at the end of the test it should
  await listening(port, ended);
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.kill();
      await closed;
      await rm(folder, { recursive: true });
    },
  };
}

test.each(proxies)("the stub keeps every promise behind $program with its default settings", async (proxy) => {
  const missing = await promisify(execFile)(proxy.program, [proxy.version]).then(
    () => false,
    () => true,
  );
  if (missing && process.env["CI"]) throw new Error(`${proxy.program} is not installed`);
  if (missing) return void process.stderr.write(`not tested: ${proxy.program} is not installed\n`);
  await using stub = await startStub({ port: 0 });
  await using front = await startProxy(proxy, new URL(stub.url).host);
  const { stdout } = await promisify(execFile)(process.execPath, [kit, "--url", front.url]).catch((failed) => failed);
  expect(stdout).toMatch(/^contract: 2\d\d passed, 0 failed, /m);
});
