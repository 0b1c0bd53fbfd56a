import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { type Stub, startStub } from "@sendevent/stub";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isObject, objectAt, readDocument } from "../../../openapi/generate/document.js";
import { readContract } from "../src/contract/contract.js";
import { callsOf } from "../src/samples/call.js";
import { type Sample, samplesOf, type Tool, tools } from "../src/samples/samples.js";
import { runs, withTool } from "../../stub/test/tool.js";

const document = await readDocument();
const contract = readContract(document);
const samples = samplesOf(contract);

/** Debian puts boto3 beside its own Python, which another Python may hide. */
const python = ["python3", "/usr/bin/python3"].find((command) => runs(command, "-c", "import boto3"));

/** What runs a sample, by the tool it is for, and how to get that. */
const needs: Record<string, { found: boolean; howToGetIt: string }> = {
  curl: { found: runs("curl", "--version"), howToGetIt: "apt-get install curl" },
  client: { found: resolves("@sendevent/client"), howToGetIt: "npm run build" },
  "aws-sdk-js": { found: resolves("@aws-sdk/client-connectparticipant"), howToGetIt: "npm ci" },
  boto3: { found: python !== undefined, howToGetIt: "apt-get install python3-boto3" },
  "aws-cli": { found: runs("aws", "--version"), howToGetIt: "apt-get install awscli" },
};

function resolves(name: string): boolean {
  return runs(process.execPath, "--input-type=module", "-e", `await import("${name}")`);
}

/** The command that runs a file in the language of a tool. */
const commands: Record<Tool["language"], { command: string; extension: string }> = {
  bash: { command: "bash", extension: "sh" },
  javascript: { command: process.execPath, extension: "mjs" },
  python: { command: python ?? "python3", extension: "py" },
};

test("every tool has one sample for every accepted example", () => {
  const accepted = [...callsOf(contract).keys()];
  expect(accepted).toEqual(["Typing", "ConnectionAcknowledged", "MessageDelivered", "MessageRead"]);
  expect(samples.length).toBe(20);
});

for (const tool of tools) {
  const { found = false, howToGetIt = "" } = needs[tool.id] ?? {};
  withTool(
    tool.label,
    found,
    howToGetIt,
  )(`the samples for ${tool.label}`, () => {
    let stub: Stub;
    let folder: string;
    beforeAll(async () => {
      stub = await startStub();
      folder = await mkdtemp(fileURLToPath(new URL("../dist/sample-", import.meta.url))); // beside node_modules
    });
    afterAll(async () => {
      await stub?.close();
      await rm(folder, { recursive: true });
    });

    test.each(samples.filter((sample) => sample.tool === tool))(
      "$example: runs as it is, and arrives",
      async (sample) => {
        const output = await run(sample, folder, stub.url);
        const { value: members } = objectAt(document, "components", "examples", `${sample.example}Request`);
        if (!isObject(members)) throw new TypeError(`the example ${sample.example} must be an object`);
        const accepted = await stub.events({ outcome: "accepted" });
        const event = accepted.find(({ ContentType }) => ContentType === members["ContentType"]);
        expect(event).toMatchObject(members);
        expect(output).toContain(event?.Id);
      },
    );
  });
}

/** Runs a sample as a reader would, without credentials or settings of this machine; only the port is another. */
async function run({ code, tool, example }: Sample, folder: string, url: string): Promise<string> {
  const { command, extension } = commands[tool.language];
  const file = join(folder, `${example}.${extension}`);
  await writeFile(file, code.replaceAll("http://127.0.0.1:4010", url));
  const child = spawn(command, [file], {
    env: { PATH: process.env["PATH"], HOME: folder, NO_PROXY: "*" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, complaints, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  expect({ status, complaints: status === 0 ? "" : complaints }).toEqual({ status: 0, complaints: "" });
  return output;
}
