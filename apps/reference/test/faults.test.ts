import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { startStub } from "@sendevent/stub";
import { expect, test } from "vitest";
import { runs, withTool } from "../../stub/test/tool.js";
import { readContract } from "../src/contract/contract.js";
import { provoke } from "../src/samples/exchange.js";
import { samplesOf } from "../src/samples/samples.js";
import { readDocuments } from "../src/site/documents.js";

const { contract: document, apis } = await readDocuments();
const contract = readContract(document);
const control = apis.find(({ name }) => name === "control");
const exceptions = contract.errors.flatMap((error) => error.exceptions);

withTool(
  "curl",
  runs("curl", "--version"),
  "apt-get install curl",
)("the fault beside an error", () => {
  test.each(exceptions)("has the stub respond to the next event with %s", async (exception) => {
    await using stub = await startStub();
    const bash = (command = "") =>
      promisify(execFile)("bash", ["-c", command.replaceAll("http://127.0.0.1:4010", stub.url)]);
    await bash(provoke(exception, control && readContract(control.document)));
    const [event] = samplesOf(contract);
    expect((await bash(event?.code)).stdout).toMatch(new RegExp(`^x-amzn-errortype: ${exception}\r$`, "im"));
    expect((await bash(event?.code)).stdout).toMatch(/^HTTP\/1.1 200 /);
  });
});
