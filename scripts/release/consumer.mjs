// Runs in an empty folder, with nothing but the packed packages installed: do they work together, and alone?
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { AccessDeniedException, ConnectParticipant } from "@sendevent/client";
import { runConformance, stubTokens } from "@sendevent/conformance";
import { path } from "@sendevent/openapi";
import { startStub } from "@sendevent/stub";

const stub = await startStub({ port: 0 });
try {
  const participant = new ConnectParticipant({ endpoint: stub.url });
  const { Id } = await participant.sendTyping("a-token");
  const [event] = await stub.waitForEvents(1);
  assert.equal(event.Id, Id);
  await assert.rejects(participant.sendTyping("stub:AccessDeniedException"), AccessDeniedException);
  assert.equal((await fetch(stub.url + path, { method: "OPTIONS" })).status, 204);
  assert.match(await (await fetch(`${stub.url}/docs/`)).text(), /<h1>SendEvent<\/h1>/);
  const url = new URL(stub.url);
  const { results } = await runConformance({ url, tokens: await stubTokens(url), only: ["events/"] });
  assert.deepEqual(new Set(results.map(({ outcome }) => outcome)), new Set(["passed"]));
} finally {
  await stub.close();
}

const require = createRequire(import.meta.url); // the packages are ES modules: Node 20.19 requires them all the same
assert.equal(typeof require("@sendevent/client").ConnectParticipant, "function");
assert.equal(require("@sendevent/openapi/sendevent.json").info.title, "SendEvent");
console.log("client, stub, kit, document and reference work together, installed from what would be published");
