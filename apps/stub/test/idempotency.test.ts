import { afterEach, expect, it, vi } from "vitest";
import { startStub } from "../src/index.js";
import { delivered, read, receipt, sendEvent, typing } from "./send-event.js";

const event = { ContentType: read, Content: receipt, ClientToken: "once" };

afterEach(() => {
  vi.useRealTimers();
});

it("gives a repeated event the first response, and one accepted entry", async () => {
  await using stub = await startStub();
  const first = await sendEvent(stub, event);
  const second = await sendEvent(stub, event);
  expect(second.body).toEqual(first.body);
  expect((await stub.events()).map(({ outcome }) => outcome)).toEqual(["accepted", "replayed"]);
});

it("does so when the requests are concurrent", async () => {
  await using stub = await startStub();
  const responses = await Promise.all(Array.from({ length: 20 }, () => sendEvent(stub, event)));
  expect(new Set(responses.map(({ body }) => body["Id"])).size).toBe(1);
  expect(await stub.events({ outcome: "accepted" })).toHaveLength(1);
});

it.each([
  ["ConnectionToken", event, "another"],
  ["ClientToken", { ...event, ClientToken: "twice" }, "t"],
  ["case of the ClientToken", { ...event, ClientToken: "ONCE" }, "t"],
  ["ContentType", { ...event, ContentType: delivered }, "t"],
  ["Content", { ...event, Content: '{"messageId":"another"}' }, "t"],
])("takes another %s for another event", async (_what, other, token) => {
  await using stub = await startStub();
  const first = await sendEvent(stub, event);
  const second = await sendEvent(stub, other, { token });
  expect(second).toMatchObject({ status: 200 });
  expect(second.body["Id"]).not.toBe(first.body["Id"]);
});

it.each([undefined, "", null])("never replays under the ClientToken %j", async (ClientToken) => {
  await using stub = await startStub();
  const first = await sendEvent(stub, { ContentType: typing, ClientToken });
  const second = await sendEvent(stub, { ContentType: typing, ClientToken });
  expect(second.body["Id"]).not.toBe(first.body["Id"]);
});

it("forgets the first response when the window is over", async () => {
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
  await using stub = await startStub({ idempotencyWindowMs: 60_000 });
  const first = await sendEvent(stub, event);
  vi.advanceTimersByTime(59_000);
  expect((await sendEvent(stub, event)).body).toEqual(first.body);
  vi.advanceTimersByTime(2_000);
  expect((await sendEvent(stub, event)).body["Id"]).not.toBe(first.body["Id"]);
});

it("strict: another payload under the same ClientToken is a conflict, the same one is not", async () => {
  await using stub = await startStub({ idempotency: "strict" });
  const first = await sendEvent(stub, event);
  expect(await sendEvent(stub, { ...event, Content: '{"messageId":"another"}' })).toMatchObject({
    status: 409,
    exception: "ConflictException",
    body: { Message: "ClientToken was used for another event: give each event its own" },
  });
  expect((await sendEvent(stub, event)).body).toEqual(first.body);
});
