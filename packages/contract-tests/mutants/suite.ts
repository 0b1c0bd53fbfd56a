// Run by mutants/run.ts, one process for each mutant: the fast tests against a copy of the built packages. Prints the
// first finding, if there is one.
import { pathToFileURL } from "node:url";
import { clientCallFindings } from "../checks/client-calls.js";
import { runClientCase } from "../checks/client-case.js";
import { ourSendEvent } from "../checks/clients.js";
import { errorExamples, provoke } from "../checks/document-examples.js";
import { stubMemoryFindings } from "../checks/stub-memory.js";
import { Contract } from "../src/contract.js";
import { readDocument } from "../src/document.js";
import type { JsonObject } from "../src/json.js";
import { loadCases } from "../src/load-cases.js";
import { runServerCase } from "../src/run-server-case.js";
import { stubTokens } from "../src/stub-tokens.js";

const [, , copy = "", part = "", mutated] = process.argv;
const document: JsonObject = mutated === undefined ? readDocument() : JSON.parse(mutated);
// What is broken may well break in a later turn of the event loop: that is a finding too
process.on("uncaughtException", (error) => report(`uncaught: ${error}`));
process.on("unhandledRejection", (error) => report(`unhandled: ${error}`));

for await (const finding of part === "client" ? client() : stub()) report(finding);
process.exit();

function report(finding: string) {
  process.stdout.write(`${finding}\n`, () => process.exit());
}

async function* stub() {
  const { startStub } = await import(pathToFileURL(`${copy}/apps/stub/dist/index.js`).href);
  const contract = new Contract(document);
  const running = await startStub({ port: 0 });
  const url = new URL(running.url);
  for (const example of errorExamples(document)) {
    for (const finding of await provoke(example, contract, url)) yield `example ${example.key}: ${finding}`;
  }
  const target = { url, tokens: await stubTokens(url), timeoutMs: 2000 };
  for (const contractCase of loadCases().filter(({ applies }) => applies !== "client")) {
    for (const { failures } of await runServerCase(contractCase, contract, target)) {
      for (const failure of failures) yield `case ${contractCase.id}: ${failure}`;
    }
  }
  for (const finding of await stubMemoryFindings(startStub)) yield `stub memory: ${finding}`;
}

async function* client() {
  const ours = await import(pathToFileURL(`${copy}/packages/client/dist/index.js`).href);
  const contract = new Contract(document);
  for (const contractCase of loadCases().filter(({ applies }) => applies !== "server")) {
    for (const finding of await runClientCase(contractCase, contract, ourSendEvent(ours))) {
      yield `case ${contractCase.id}: ${finding}`;
    }
  }
  for (const finding of await clientCallFindings(ours)) yield `client calls: ${finding}`;
}
