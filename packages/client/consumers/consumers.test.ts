import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { installPacked, run } from "./packed.js";

const modules = fileURLToPath(new URL("node_modules", import.meta.url));

let packed: Awaited<ReturnType<typeof installPacked>>;
beforeAll(async () => {
  packed = await installPacked();
  const code = `import { ConnectParticipant, ContentType, ThrottlingException, type SendEventRequest } from "@sendevent/client";
    import { ConnectParticipantClient, SendEventCommand } from "@sendevent/client/aws-sdk";
    const input: SendEventRequest = { ConnectionToken: "tok", ContentType: ContentType.Typing };
    const output = new ConnectParticipant({ region: "eu-west-2" }).sendEvent(input);
    output.then(({ Id }) => Id.toUpperCase(), (error) => error instanceof ThrottlingException && error.$fault === "client");
    new ConnectParticipantClient({ region: "eu-west-2" }).send(new SendEventCommand(input)).then(({ $metadata }) => $metadata.attempts);
    // @ts-expect-error a wrong content type
    input.ContentType = "text/plain";`;
  await writeFile(`${packed.folder}/consumer.mts`, code);
  await writeFile(`${packed.folder}/consumer.cts`, code);
}, 60_000);
afterAll(() => packed?.remove());

describe.each(["5.4", "5.9", "6.0", "7.0"])("the types check under TypeScript %s", (version) => {
  const resolutions = [
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
    ...(version < "6" ? [["commonjs", "node10"]] : []), // later compilers gave it up
  ];
  test.each(resolutions)("module %s, resolution %s", { timeout: 60_000 }, async (module, resolution) => {
    const files = module === "commonjs" ? ["consumer.cts"] : ["consumer.mts", "consumer.cts"];
    const options = `--strict --noEmit --module ${module} --moduleResolution ${resolution} --target es2022 --lib es2022,dom --skipLibCheck false`;
    await run(process.execPath, [`${modules}/typescript-${version}/bin/tsc`, ...options.split(" "), ...files], {
      cwd: packed.folder,
    }).catch(({ stdout }) => expect.fail(stdout));
  });
});

describe.each(["20.19", "22", "24"])("on Node %s", (version) => {
  const node = `${modules}/node-${version}/bin/node`;
  const missing = !existsSync(node);
  if (missing && process.env["CI"]) throw new Error(`Node ${version} is missing: ${node}`);
  if (missing) console.error(`skipped, no such file: ${node}`);

  test.skipIf(missing).each([
    [
      "module",
      'import { ConnectParticipant } from "@sendevent/client"; new ConnectParticipant({ region: "eu-west-2" });',
    ],
    [
      "commonjs",
      'const { ConnectParticipant } = require("@sendevent/client"); new ConnectParticipant({ region: "eu-west-2" });',
    ],
    ["commonjs", 'const { SendEventCommand } = require("@sendevent/client/aws-sdk"); new SendEventCommand({});'],
    [
      "module",
      `import { ThrottlingException } from "@sendevent/client"; import { createRequire } from "node:module";
       const required = createRequire(import.meta.url)("@sendevent/client");
       if (required.ThrottlingException !== ThrottlingException) throw new Error("two copies");`,
    ],
  ])("from a %s: %s", async (type, code) => {
    const { stderr } = await run(node, [`--input-type=${type}`, "-e", code], { cwd: packed.folder });
    expect(stderr).toBe("");
  });

  test.skipIf(missing)("the packed set installs without a warning", { timeout: 120_000 }, async () => {
    const { tarballs, remove } = await installPacked("openapi", "packages/client", "packages/conformance", "apps/stub");
    onTestFinished(remove);
    const folder = await mkdtemp(`${tmpdir()}/sendevent-install-`);
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const npm = process.env["npm_execpath"] ?? expect.fail("this test is run by npm");
    const install = [npm, "install", "--engine-strict", "--prefer-offline", "--no-audit", "--no-fund", ...tarballs];
    const { stdout, stderr } = await run(node, install, { cwd: folder });
    expect(stdout + stderr).not.toMatch(/warn/i);
    expect(existsSync(`${folder}/node_modules/@sendevent/stub`)).toBe(true);
  });
});
