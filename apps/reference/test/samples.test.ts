import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { type Stub, startStub } from "@sendevent/stub";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isObject, objectAt, readDocument } from "../../../openapi/generate/document.js";
import { runs, withTool } from "../../stub/test/tool.js";
import { readContract } from "../src/contract/contract.js";
import { callsOf } from "../src/samples/call.js";
import { type Sample, samplesOf, tools } from "../src/samples/samples.js";

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
  java: { found: runs("java", "--version"), howToGetIt: "apt-get install default-jdk-headless" },
  go: { found: runs("go", "version"), howToGetIt: "apt-get install golang-go" },
  boto3: { found: python !== undefined, howToGetIt: "apt-get install python3-boto3" },
  "aws-cli": { found: runs("aws", "--version"), howToGetIt: "apt-get install awscli" },
};

function resolves(name: string): boolean {
  return runs(process.execPath, "--input-type=module", "-e", `await import("${name}")`);
}

/** The command that runs a file in the language of a tool. */
const commands: Record<string, { command: string[]; extension: string }> = {
  bash: { command: ["bash"], extension: "sh" },
  go: { command: ["go", "run"], extension: "go" },
  java: { command: ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"], extension: "java" },
  javascript: { command: [process.execPath], extension: "mjs" },
  python: { command: [python ?? "python3"], extension: "py" },
};

test("every tool has one sample for every accepted example", () => {
  const accepted = [...callsOf(contract).keys()];
  expect(accepted).toEqual(["Typing", "ConnectionAcknowledged", "MessageDelivered", "MessageRead"]);
  expect(samples.length).toBe(32);
});

test("the sample for C# says what the others say (by its text: Debian has no .NET to run it)", () => {
  const [sample] = samples.filter(({ tool }) => tool.id === "csharp");
  const event = { ContentType: "application/vnd.amazonaws.connect.event.typing" };
  for (const [name, value] of Object.entries(event)) expect(sample?.code).toContain(`["${name}"] = "${value}",`);
  expect(sample?.code).toContain('new HttpMethod("POST"), "http://127.0.0.1:4010/participant/event")');
  expect(sample?.code).toContain('request.Headers.Add("X-Amz-Bearer", "example-connection-token");');
  expect(sample?.code).toContain('new("application/json")');
});

for (const tool of tools.filter(({ id }) => id !== "csharp")) {
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
  const { command: [command = "", ...options] = [], extension } = commands[tool.language] ?? {};
  const file = join(folder, `${example}.${extension}`);
  await writeFile(file, code.replaceAll("http://127.0.0.1:4010", url));
  const child = spawn(command, [...options, file], {
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
