import { afterEach, expect, test, vi } from "vitest";
import { ConnectParticipant, throttleTyping } from "../src/index.js";
import { errorResponse, sent, startServer } from "./server.js";

afterEach(() => {
  vi.useRealTimers();
});

async function start(options = {}, responses = [sent]) {
  vi.useFakeTimers({ toFake: ["Date"] });
  const { endpoint, requests } = await startServer(responses);
  const participant = new ConnectParticipant({ endpoint, maxAttempts: 1 });
  return { typing: throttleTyping(participant, "tok", options), participant, requests };
}

test("sends the first event of ten seconds, and none of the others", async () => {
  const { typing, requests } = await start();
  expect(await typing()).toMatchObject({ Id: "id-1" });
  vi.advanceTimersByTime(9_999);
  expect(await typing()).toBeUndefined();
  vi.advanceTimersByTime(1);
  expect(await typing()).toMatchObject({ Id: "id-1" });
  expect(requests).toHaveLength(2);
  expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({
    ContentType: "application/vnd.amazonaws.connect.event.typing",
  });
  expect(requests[0]?.headers.get("x-amz-bearer")).toBe("tok");
});

test("the interval can be set", async () => {
  const { typing, requests } = await start({ interval: 500 });
  await typing();
  vi.advanceTimersByTime(500);
  await typing();
  expect(requests).toHaveLength(2);
});

test("after cancel, the next event is sent at once", async () => {
  const { typing, requests } = await start();
  await typing();
  typing.cancel();
  await typing();
  expect(requests).toHaveLength(2);
});

test("each connection has an interval of its own", async () => {
  const { typing, participant, requests } = await start();
  await Promise.all([typing(), throttleTyping(participant, "other")()]);
  expect(requests).toHaveLength(2);
});

test("key presses at the same time send one event", async () => {
  const { typing, requests } = await start();
  await Promise.all([typing(), typing(), typing()]);
  expect(requests).toHaveLength(1);
});

test("the options of a call are passed on, and it rejects as sendTyping does", async () => {
  const { typing } = await start({}, [errorResponse(403, "AccessDeniedException")]);
  await expect(typing()).rejects.toMatchObject({ name: "AccessDeniedException" });
  const { typing: aborted } = await start({ abortSignal: AbortSignal.abort() });
  await expect(aborted()).rejects.toMatchObject({ name: "AbortError" });
});
