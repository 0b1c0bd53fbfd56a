import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { sendEvent, typing } from "./send-event.js";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

async function heap(): Promise<number> {
  await new Promise(setImmediate);
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

it("a journal entry does not keep the whole User-Agent in memory", async () => {
  await using stub = await startStub({ journalSize: 1_000 });
  const send = () => sendEvent(stub, { ContentType: typing }, { "user-agent": "u".repeat(15_000) });
  await Promise.all(Array.from({ length: 50 }, send));
  const before = await heap();
  for (let sent = 0; sent < 900; sent += 50) await Promise.all(Array.from({ length: 50 }, send));
  expect(await stub.events()).toHaveLength(950);
  // 900 whole headers are 13.5 MB.
  expect((await heap()) - before).toBeLessThan(6_000_000);
});

it("the validator keeps nothing for each Content-Type that it sees", async () => {
  await using stub = await startStub({ journalSize: 1 });
  const send = (index: number) =>
    sendEvent(stub, { ContentType: typing }, { "content-type": `application/json; x=${index}` });
  for (let index = 0; index < 50; index += 1) await send(index);
  const before = await heap();
  for (let index = 50; index < 550; index += 1) expect(await send(index)).toMatchObject({ status: 200 });
  // One compiled validator weighs about 25 kB.
  expect((await heap()) - before).toBeLessThan(6_000_000);
});
