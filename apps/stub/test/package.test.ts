import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sendEvent } from "./send-event.js";

const run = promisify(execFile);
const here = fileURLToPath(new URL("..", import.meta.url));
const newerNode = "24.21.0";
const nodePackage = `node-${process.platform}-${process.arch}`;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stub-alone-"));
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: here });
  const tarball = join(folder, (JSON.parse(stdout) as { filename: string }[])[0]?.filename ?? "");
  const options = ["--no-audit", "--no-fund", "--prefer-offline"];
  await run("npm", ["install", ...options, tarball, `${nodePackage}@${newerNode}`], { cwd: folder });
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

it("packed and installed alone, its types hold by themselves", async () => {
  await writeFile(join(folder, "caller.mts"), 'import { startStub } from "@sendevent/stub";\nawait startStub();\n');
  const types = ["--types", "node", "--typeRoots", join(here, "../../node_modules/@types")];
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--lib", "esnext"];
  const tsc = join(here, "../../node_modules/typescript/bin/tsc");
  await run(process.execPath, [tsc, ...options, ...types, "caller.mts"], { cwd: folder });
});

it.each([
  ["the Node that runs this", "npx", ["sendevent-stub"]],
  [`Node ${newerNode}`, `node_modules/${nodePackage}/bin/node`, ["node_modules/@sendevent/stub/bin/sendevent-stub.js"]],
])(
  "packed and installed alone, it runs on %s",
  async (_which, command, args) => {
    const child = spawn(command, [...args, "--port", "0"], { cwd: folder, detached: true });
    let printed = "";
    child.stderr.on("data", (chunk) => {
      printed += chunk;
    });
    while (!printed.includes("curl")) await once(child.stderr, "data");
    const url = /http:\/\/\S+:\d+/.exec(printed)?.[0] ?? "";
    expect(await sendEvent({ url })).toMatchObject({ status: 200 });
    expect(printed.toLowerCase()).not.toContain("warning");
    process.kill(-Number(child.pid), "SIGTERM"); // npx passes no signal on: end the group
    await once(child, "close");
  },
  60_000,
);
