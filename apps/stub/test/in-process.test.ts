import { expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { sendEvent, typing } from "./send-event.js";

it("several stubs in one process stay apart", async () => {
  await using one = await startStub();
  await using other = await startStub();
  await one.addFault({ exception: "ConflictException" });
  expect(await sendEvent(one)).toMatchObject({ status: 409 });
  expect(await sendEvent(other)).toMatchObject({ status: 200 });
  expect(await one.events()).toHaveLength(1);
  expect(await other.events()).toMatchObject([{ outcome: "accepted" }]);
});

it("a stub that is closed twice is closed", async () => {
  const stub = await startStub();
  await Promise.all([stub.close(), stub.close()]);
  await expect(fetch(stub.url)).rejects.toThrow();
});

it("finishes what is in flight before it is closed", async () => {
  const stub = await startStub({ faults: [{ delayMs: 60_000, times: 1 }] });
  const inFlight = sendEvent(stub, { ContentType: typing }, { connection: "close" });
  while (!(await listed(stub)));
  await stub.close();
  expect(await inFlight).toMatchObject({ status: 200 });
});

async function listed(stub: { url: string }): Promise<boolean> {
  return (await (await fetch(`${stub.url}/_stub/faults`)).text()).includes('"hits":1');
}

it("a taken port rejects with the reason", async () => {
  await using stub = await startStub();
  await expect(startStub({ port: stub.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

it("waits for events and gives them in their order", async () => {
  await using stub = await startStub();
  const waiting = stub.waitForEvents(2);
  await sendEvent(stub, { ContentType: typing, ClientToken: "a" });
  await sendEvent(stub, { ContentType: typing, ClientToken: "b" });
  expect((await waiting).map(({ ClientToken }) => ClientToken)).toEqual(["a", "b"]);
});

it("ends a chat, and says whether there was one", async () => {
  await using stub = await startStub();
  const { ConnectionToken } = await stub.issueConnection();
  expect(await stub.endConnection(ConnectionToken)).toBe(true);
  expect(await stub.endConnection("nobody")).toBe(false);
});

it("removes a fault, and says whether there was one", async () => {
  await using stub = await startStub();
  const { id } = await stub.addFault({ exception: "ConflictException" });
  expect(await stub.removeFault(id)).toBe(true);
  expect(await stub.removeFault(id)).toBe(false);
});
