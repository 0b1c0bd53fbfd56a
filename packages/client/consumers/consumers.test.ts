import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installPacked, run } from "./packed.js";

const modules = fileURLToPath(new URL("node_modules", import.meta.url));
const node20 = `${modules}/node-20.19/bin/node`;

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

const missing = !existsSync(node20);
if (missing && process.env["CI"]) throw new Error(`Node 20.19 is missing: ${node20}`);
if (missing) console.error(`skipped, no such file: ${node20}`);
describe.skipIf(missing)("on Node 20.19", () => {
  test.each([
    [
      "import",
      'import { ConnectParticipant } from "@sendevent/client"; new ConnectParticipant({ region: "eu-west-2" });',
    ],
    [
      "require",
      'const { ConnectParticipant } = require("@sendevent/client"); new ConnectParticipant({ region: "eu-west-2" });',
    ],
    [
      "require, commands",
      'const { SendEventCommand } = require("@sendevent/client/aws-sdk"); new SendEventCommand({});',
    ],
  ])("%s works", async (kind, code) => {
    const type = kind === "import" ? "module" : "commonjs";
    await run(node20, [`--input-type=${type}`, "-e", code], { cwd: packed.folder });
  });
});
