import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";

const nginx = "/usr/sbin/nginx";

/** Tests that need nginx: without it they are skipped, with a message, and fail where `CI` is set. */
export function withNginx(name: string, tests: () => void): void {
  const missing = !existsSync(nginx);
  if (missing) console.error(`Skipped: ${name}: there is no nginx (apt-get install nginx)`);
  describe.skipIf(missing && !process.env["CI"])(name, tests);
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

/** Runs nginx with a configuration: `FOLDER` in it is one of its own, and `PORT` where it is to listen. */
export async function startNginx(configuration: string): Promise<AsyncDisposable & { readonly url: string }> {
  const folder = await mkdtemp(join(tmpdir(), "nginx-"));
  const port = String(await freePort());
  const path = join(folder, "nginx.conf");
  await writeFile(path, configuration.replaceAll("FOLDER", folder).replaceAll("PORT", port));
  const child = spawn(nginx, ["-p", folder, "-e", "stderr", "-c", path, "-g", "daemon off;"]);
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
  if (child.exitCode !== null) throw new Error(`nginx ended: ${said}`);
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
