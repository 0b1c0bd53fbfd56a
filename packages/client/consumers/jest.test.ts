import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installPacked, run } from "./packed.js";
import { serveSite } from "./site.js";

const { resolve } = createRequire(import.meta.url);

let packed: Awaited<ReturnType<typeof installPacked>>;
beforeAll(async () => {
  packed = await installPacked("packages/client", "openapi", "apps/stub");
}, 120_000);
afterAll(() => packed?.remove());

const tsJest = {
  "\\.ts$": [resolve("ts-jest"), { tsconfig: { esModuleInterop: true, types: [] }, diagnostics: false }],
};
const presets = [[resolve("@babel/preset-env"), { targets: { node: "current" } }], resolve("@babel/preset-typescript")];
const babelJest = { "\\.ts$": [resolve("babel-jest"), { presets, configFile: false, babelrc: false }] };

/** Runs one test file by Jest, in a folder that has the packed packages. */
async function runJest(code: string, config: object, env: Record<string, string> = {}): Promise<void> {
  await writeFile(`${packed.folder}/client.test.ts`, code);
  await writeFile(`${packed.folder}/jest.config.json`, JSON.stringify({ testMatch: ["**/client.test.ts"], ...config }));
  const jest = resolve("jest/bin/jest");
  await run(process.execPath, [jest, "--ci", "--no-cache", "--config", "jest.config.json"], {
    cwd: packed.folder,
    env: { ...process.env, ...env },
  }).catch(({ stdout, stderr }) => expect.fail(`${stdout}${stderr}`));
}

const sends = `import { ConnectParticipant, ThrottlingException } from "@sendevent/client";
import { ConnectParticipantClient, SendEventCommand } from "@sendevent/client/aws-sdk";
test("sends", async () => {
  const { Id } = await new ConnectParticipant({ endpoint: process.env.ENDPOINT }).sendTyping("tok");
  expect(Id).toBe("event-1");
  const client = new ConnectParticipantClient({
    region: "eu-west-2",
    maxAttempts: 1,
    fetch: async () => Response.json({}, { status: 429 }),
  });
  const command = new SendEventCommand({ ConnectionToken: "tok", ContentType: "application/vnd.amazonaws.connect.event.typing" });
  await expect(client.send(command)).rejects.toBeInstanceOf(ThrottlingException);
});`;

describe("Jest", () => {
  test.each([
    ["ts-jest", tsJest],
    ["babel-jest", babelJest],
  ])("with %s loads and runs the client", { timeout: 60_000 }, async (_, transform) => {
    const { url, tokens } = await serveSite(packed.folder);
    await runJest(sends, { transform }, { ENDPOINT: url });
    expect(tokens).toEqual(["tok"]);
  });

  const testEnvironment = resolve("jest-environment-jsdom");

  test("with jsdom, which has no fetch and no Request, a fetch that is handed in is enough", {
    timeout: 60_000,
  }, async () => {
    const code = `import { ConnectParticipant, NetworkError } from "@sendevent/client";
test("a fetch of one's own", async () => {
  expect(typeof Request).toBe("undefined");
  const fetch = async ({ url, method }) => ({
    ok: true, status: 200, headers: new Headers(), text: async () => JSON.stringify({ Id: method + " " + url, AbsoluteTime: "now" }),
  });
  const participant = new ConnectParticipant({ endpoint: "http://h.example", fetch });
  expect(await participant.sendTyping("tok")).toMatchObject({ Id: "POST http://h.example/participant/event" });
});
test("without one, the error says so, and is no NetworkError", async () => {
  const error = await new ConnectParticipant({ endpoint: "http://h.example" }).sendTyping("tok").catch((error) => error);
  expect(error.name).toBe("TypeError");
  expect(error).not.toBeInstanceOf(NetworkError);
});`;
    await runJest(code, { transform: babelJest, testEnvironment });
  });

  test("React Native's fetch, which has no streams, sends", { timeout: 60_000 }, async () => {
    const { url, tokens } = await serveSite(packed.folder);
    const code = `import { ConnectParticipant } from "@sendevent/client";
import "${resolve("whatwg-fetch")}"; // the one that React Native has
test("sends", async () => {
  expect("body" in Response.prototype).toBe(false);
  delete globalThis.TextEncoder;
  Object.defineProperty(globalThis, "crypto", { value: undefined });
  const event = { ConnectionToken: "tok", ContentType: "application/vnd.amazonaws.connect.event.typing", ClientToken: "mine" };
  expect(await new ConnectParticipant({ endpoint: "${url}" }).sendEvent(event)).toMatchObject({ Id: "event-1" });
});`;
    await runJest(code, { transform: babelJest, testEnvironment, testEnvironmentOptions: { url } });
    expect(tokens).toEqual(["tok"]);
  });

  test("the stub runs beside it, as its README says", { timeout: 60_000 }, async () => {
    for (const [name, code] of await recipe()) await writeFile(`${packed.folder}/${name}`, code);
    const code = `import { ConnectParticipant, ThrottlingException } from "@sendevent/client";
test("is throttled", async () => {
  const participant = new ConnectParticipant({ endpoint: process.env.STUB_URL, maxAttempts: 1 });
  await expect(participant.sendTyping("stub:ThrottlingException")).rejects.toBeInstanceOf(ThrottlingException);
});`;
    await runJest(code, { transform: tsJest, globalSetup: "./stub.mjs", globalTeardown: "./stub-teardown.mjs" });
  });
});

/** The files of the stub's README that say their names. */
async function recipe(): Promise<[name: string, code: string][]> {
  const readme = await readFile(new URL("../../../apps/stub/README.md", import.meta.url), "utf8");
  const files = [...readme.matchAll(/^```js\n\/\/ (\S+\.mjs)\n(.*?)^```$/gms)];
  expect(files.length).toBe(2);
  return files.map(([, name = "", code = ""]) => [name, code]);
}
