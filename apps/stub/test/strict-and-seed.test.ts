import { expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { acknowledged, read, receipt, sendEvent, typing } from "./send-event.js";

it.each([
  [{ ContentType: read }, "messageId"],
  [{ ContentType: acknowledged }, "retired"],
  [{ ContentType: typing, Contnet: "x" }, "Contnet"],
])("strict rejects %j", async (event, named) => {
  await using stub = await startStub({ strict: true });
  expect(await sendEvent(stub, event)).toMatchObject({
    status: 400,
    exception: "ValidationException",
    body: { Message: expect.stringContaining(named) },
  });
});

it("strict accepts what gives no warning", async () => {
  await using stub = await startStub({ strict: true });
  expect(await sendEvent(stub, { ContentType: read, Content: receipt })).toMatchObject({ status: 200 });
});

it("the same seed gives the same Ids, times and tokens, also after a reset", async () => {
  async function run(seed: number) {
    await using stub = await startStub({ seed });
    const play = async () => [
      (await sendEvent(stub)).body,
      (await sendEvent(stub)).body,
      (await stub.issueConnection()).ConnectionToken,
    ];
    const first = await play();
    await stub.reset();
    return { first, again: await play() };
  }
  const one = await run(1);
  expect(one.again).toEqual(one.first);
  expect(await run(1)).toEqual(one);
  expect((await run(2)).first).not.toEqual(one.first);
});
