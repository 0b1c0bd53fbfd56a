import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";

/** The proxies, and how each is run in a folder of its own with a configuration. */
const programs = {
  nginx: { path: "/usr/sbin/nginx", args: ["-p", "FOLDER", "-e", "stderr", "-c", "FILE", "-g", "daemon off;"] },
  haproxy: { path: "/usr/sbin/haproxy", args: ["-db", "-f", "FILE"] },
};
type Program = keyof typeof programs;

/** Tests that need a proxy: without it they are skipped, with a message, and fail where `CI` is set. */
export function withProxy(program: Program, name: string, tests: () => void): void {
  const missing = !existsSync(programs[program].path);
  if (missing) console.error(`Skipped: ${name}: there is no ${program} (apt-get install ${program})`);
  describe.skipIf(missing && !process.env["CI"])(name, tests);
}

/** The configuration of nginx as it is deployed, but for addresses and folder. */
export async function deployed(...stubs: { port: number }[]): Promise<string> {
  const file = await readFile(new URL("../deploy/nginx.conf", import.meta.url), "utf8");
  return stubs
    .reduce((text, { port }, index) => text.replace(`stub-${index + 1}:4010`, `127.0.0.1:${port}`), file)
    .replace("listen 8080", "listen 127.0.0.1:PORT")
    .replaceAll("/tmp/", "FOLDER/");
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new TypeError("the server listens on TCP only");
  return address.port;
}

/** Runs a proxy with a configuration: `FOLDER` in it is one of its own, and `PORT` where it is to listen. */
export async function startProxy(
  program: Program,
  configuration: string,
): Promise<AsyncDisposable & { readonly url: string }> {
  const folder = await mkdtemp(join(tmpdir(), `${program}-`));
  const port = String(await freePort());
  const file = join(folder, "configuration");
  await writeFile(file, configuration.replaceAll("FOLDER", folder).replaceAll("PORT", port));
  const { path, args } = programs[program];
  const child = spawn(
    path,
    args.map((arg) => arg.replace("FOLDER", folder).replace("FILE", file)),
  );
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const ended = once(child, "close");
  const url = `http://127.0.0.1:${port}`;
  while (
    child.exitCode === null &&
    !(await fetch(url).then(
      () => true,
      () => false,
    ))
  );
  if (child.exitCode !== null) throw new Error(`${program} ended: ${said}`);
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
