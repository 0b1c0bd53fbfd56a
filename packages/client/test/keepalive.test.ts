import { afterEach, expect, test, vi } from "vitest";
import { ConnectParticipant } from "../src/index.js";

const event = { ConnectionToken: "t", ContentType: "application/vnd.amazonaws.connect.event.typing" } as const;

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Sends events at once through a `fetch` that responds when all have arrived, and returns each request's `keepalive`. */
async function keepaliveOf(...contents: string[]): Promise<boolean[]> {
  const arrived: Request[] = [];
  let respond = () => {};
  const allArrived = new Promise<void>((resolve) => {
    respond = resolve;
  });
  const participant = new ConnectParticipant({
    region: "eu-west-2",
    fetch: async (request) => {
      arrived.push(request);
      if (arrived.length === contents.length) respond();
      await allArrived;
      return Response.json({ Id: "1", AbsoluteTime: "2026-11-24T00:00:00.000Z" });
    },
  });
  await Promise.all(contents.map((Content) => participant.sendEvent({ ...event, Content })));
  return arrived.map(({ keepalive }) => keepalive);
}

test("in a page, requests outlive the page", async () => {
  vi.stubGlobal("document", {});
  expect(await keepaliveOf("x", "y")).toEqual([true, true]);
});

test("beyond 64 KiB in flight, they are sent without keepalive, which a browser would reject", async () => {
  vi.stubGlobal("document", {});
  const large = "x".repeat(16_000);
  expect(await keepaliveOf(large, large, large, large, large, "x")).toEqual([true, true, true, true, false, true]);
  expect(await keepaliveOf(large)).toEqual([true]); // what was in flight is done
});

test("a retry goes without: others on the page may have used up the room", async () => {
  vi.stubGlobal("document", {});
  const sent: boolean[] = [];
  const participant = new ConnectParticipant({
    region: "eu-west-2",
    fetch: async ({ keepalive }) => {
      sent.push(keepalive);
      if (keepalive) throw new TypeError("Failed to fetch"); // what a browser says when there is no room
      return Response.json({ Id: "1", AbsoluteTime: "2026-11-24T00:00:00.000Z" });
    },
  });
  await participant.sendEvent(event);
  expect(sent).toEqual([true, false]);
});

test("the weight is in bytes, not in characters", async () => {
  vi.stubGlobal("document", {});
  expect(await keepaliveOf("😀".repeat(16_384))).toEqual([false]);
});

test("outside of pages, requests are ordinary ones", async () => {
  expect(await keepaliveOf("x")).toEqual([false]);
});
