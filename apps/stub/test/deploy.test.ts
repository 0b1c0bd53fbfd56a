import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { freePort } from "./proxies.js";
import { sendEvent } from "./send-event.js";

// No container engine runs where these tests do: they do what the Dockerfile says in an empty root of their own.
const file = (name: string) => fileURLToPath(new URL(`../deploy/${name}`, import.meta.url));
const instructions = (await readFile(file("Dockerfile"), "utf8"))
  .replaceAll(/^#.*\n/gm, "")
  .split("\n")
  .map((line) => line.split(" "));
const all = (name: string) => instructions.filter(([first]) => first === name).map(([, ...rest]) => rest);
const [lastFrom = []] = all("FROM").slice(-1);
const command = (words: string[] = []): string[] =>
  JSON.parse(words.slice(words.findIndex((w) => w.startsWith("["))).join(" "));

/** What the image copies: the path in this checkout, and the one in the image. */
const copies = all("COPY").flatMap(([from = "", source = "", target = ""]) =>
  from === "--from=build"
    ? [{ source: source.replace("/src/", fileURLToPath(new URL("../../../", import.meta.url))), target }]
    : [],
);
const binary = copies.find(({ target }) => target.endsWith("/sendevent-stub"))?.source ?? "";
const isBuilt = existsSync(binary);
const isRoot = process.getuid?.() === 0;
if (!isBuilt) console.error("Skipped: the image's command: npm run build:binary makes it");
if (!isRoot) console.error("Skipped: the image's command: only root may make a root of its own");

// What mounts a folder read-only, in a mount namespace of its own, which goes with its last process; then it runs a command.
const script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';
const readOnly = (folder: string, ...command: string[]) => ["unshare", "-m", "sh", "-c", script, folder, ...command];
const [mount = "", ...mountArguments] = readOnly(tmpdir(), "true");
const tried = spawnSync(mount, mountArguments, { encoding: "utf8" });
const canMount = tried.status === 0;
if (isRoot && !canMount) {
  const why = (tried.error?.message ?? tried.stderr).trim();
  console.error(`The image's root is read-only by its permissions alone, without a mount of its own: ${why}`);
}

describe("the Dockerfile", () => {
  it("pins each base by a digest", () => {
    expect(all("FROM").map(([image]) => image)).toEqual([
      expect.stringMatching(/^node:\d+\.\d+\.\d+-bookworm@\$\{NODE_DIGEST\}$/),
      expect.stringMatching(/^gcr\.io\/distroless\/cc-debian12@\$\{BASE_DIGEST\}$/),
    ]);
    expect(lastFrom).not.toContain("AS");
  });

  it("runs as somebody else than root, stops by SIGTERM, and says whether it is healthy", () => {
    expect(all("USER")).toEqual([["65532:65532"]]);
    expect(all("STOPSIGNAL")).toEqual([["SIGTERM"]]);
    expect(command(all("HEALTHCHECK")[0])).toEqual([...command(all("ENTRYPOINT")[0]), "--probe"]);
  });
});

describe("the compose file", async () => {
  const compose = await readFile(file("compose.yaml"), "utf8");
  const { services } = parse(compose, { merge: true });

  it("has two stubs on a read-only root without capabilities, and a token for control", () => {
    for (const name of ["stub-1", "stub-2"]) {
      expect(services[name]).toMatchObject({ read_only: true, cap_drop: ["ALL"], build: { context: "../../.." } });
      expect(services[name].environment.SENDEVENT_STUB_CONTROL_TOKEN).toMatch(/^\$\{CONTROL_TOKEN:\?/);
    }
  });

  it.each(["redis", "balancer"])("pins the image of %s by a digest", (name) => {
    expect(services[name].image).toMatch(/^(\S+:\S+)@\$\{[A-Z]+_DIGEST:\?the digest of \1\}$/);
  });

  it("wants nothing to be set that the README does not set", async () => {
    const readme = await readFile(fileURLToPath(new URL("../README.md", import.meta.url)), "utf8");
    const wanted = new Set([...compose.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name));
    const set = [...readme.matchAll(/^export (\w+)=/gm)].map(([, name]) => name);
    expect(set.sort()).toEqual([...wanted].sort());
  });
});

describe.skipIf(!isBuilt || !isRoot)("the image's command, in an empty root, as the image's user", () => {
  let root: string;
  let port: number;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "image-"));
    port = await freePort();
    // The base image's part: the libraries that the executable links to.
    const { stdout } = await promisify(execFile)("ldd", [binary]);
    const libraries = [...stdout.matchAll(/(\/\S+) \(/g)].map(([, path = ""]) => ({ source: path, target: path }));
    for (const { source, target } of [...copies, ...libraries]) {
      await mkdir(dirname(join(root, target)), { recursive: true });
      await copyFile(source, join(root, target));
    }
    await chmod(root, 0o555); // where there is no mount: read-only, to whoever is not root
  });
  afterAll(() => rm(root, { recursive: true }));

  /** Runs a command as the image would, but for the port: a container has them all to itself. */
  const run = ([executable = "", ...args]: string[]) => {
    const env = Object.fromEntries(all("ENV").map(([pair = ""]) => pair.split("=")));
    const [[user] = []] = all("USER");
    const command = ["chroot", `--userspec=${user}`, root, executable, ...args];
    const [program = "", ...rest] = canMount ? readOnly(root, ...command) : command;
    return spawn(program, rest, {
      env: { PATH: process.env["PATH"], ...env, SENDEVENT_STUB_PORT: String(port) },
    });
  };
  const health = async () => (await once(run(command(all("HEALTHCHECK")[0])), "close"))[0];

  it.skipIf(!canMount)("finds nothing that it could write to, not even as root", async () => {
    const [program = "", ...rest] = readOnly(root, "touch", join(root, "file"), join(root, "usr/bin/sendevent-stub"));
    await expect(promisify(execFile)(program, rest)).rejects.toThrow(
      /Read-only file system.*\n.*Read-only file system/,
    );
  });

  it("accepts events, is healthy while it runs, and stops by the image's signal", async () => {
    const child = run(command(all("ENTRYPOINT")[0]));
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    while (!said.includes("curl")) await once(child.stderr, "data");
    expect(await sendEvent({ url: `http://127.0.0.1:${port}` })).toMatchObject({ status: 200 });
    expect((await fetch(`http://127.0.0.1:${port}/docs/`)).status).toBe(200);
    expect(await readFile(`/proc/${child.pid}/status`, "utf8")).toMatch(/^Uid:\s+65532\s+65532/m);
    expect(await health()).toBe(0);
    child.kill(all("STOPSIGNAL")[0]?.[0] as NodeJS.Signals);
    expect((await once(child, "close"))[0]).toBe(0);
    expect(await health()).toBe(1);
  });
});
