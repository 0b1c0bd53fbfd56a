import { expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { seededRandom, trueRandom } from "../src/random-source.js";
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

it("strict rejects with all warnings, and the journal has them too", async () => {
  await using stub = await startStub({ strict: true });
  const { body } = await sendEvent(stub, { ContentType: read, Other: 1 });
  expect(body).toEqual({
    Message:
      'Content names no message: a receipt needs a string that holds JSON with a messageId; The contract has no member "Other"',
  });
  expect(await stub.events()).toMatchObject([
    { outcome: "ValidationException", warnings: [{ code: "receipt-without-message-id" }, { code: "unknown-member" }] },
  ]);
});

it("seeded times are one second apart, and seeded Ids are UUIDs of version 4", async () => {
  await using stub = await startStub({ seed: 5 });
  const bodies = [(await sendEvent(stub)).body, (await sendEvent(stub)).body, (await sendEvent(stub)).body];
  expect(bodies.map(({ AbsoluteTime }) => AbsoluteTime)).toEqual([
    "2026-01-01T00:00:01.000Z",
    "2026-01-01T00:00:02.000Z",
    "2026-01-01T00:00:03.000Z",
  ]);
  for (const { Id } of bodies) {
    expect(Id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(new Set(bodies.map(({ Id }) => Id)).size).toBe(3);
});

it("one more token, or one more fault, changes no seeded Id", async () => {
  const ids = async (more: boolean) => {
    await using stub = await startStub({ seed: 5 });
    if (more) await stub.issueConnection();
    if (more) await stub.addFault({ delayMs: 0 });
    return [(await sendEvent(stub)).body["Id"], (await sendEvent(stub)).body["Id"]];
  };
  expect(await ids(true)).toEqual(await ids(false));
});

it("seeded faults hit the same events in every run", async () => {
  const play = async (seed: number) => {
    await using stub = await startStub({ seed, faults: [{ exception: "ConflictException", probability: 0.5 }] });
    const statuses = [];
    for (let sent = 0; sent < 32; sent += 1) statuses.push((await sendEvent(stub)).status);
    return statuses;
  };
  const one = await play(1);
  expect(await play(1)).toEqual(one);
  expect(await play(2)).not.toEqual(one);
  expect(new Set(one)).toEqual(new Set([200, 409]));
});

it("seeded numbers of a probability are spread from 0 up to 1", async () => {
  let count = 0;
  const { probability } = seededRandom(3, { next: async () => ++count, attempt: async () => 0 });
  const drawn = await Promise.all(Array.from({ length: 1_000 }, probability));
  expect(Math.max(...drawn)).toBeLessThan(1);
  expect(Math.max(...drawn)).toBeGreaterThan(0.98);
  expect(Math.min(...drawn)).toBeLessThan(0.02);
});

it("seed 1 gives these Ids and tokens in every run, on every machine", async () => {
  await using stub = await startStub({ seed: 1 });
  const { id } = await stub.addFault({ delayMs: 0 });
  const { ConnectionToken, ParticipantToken } = await stub.issueConnection();
  expect([(await sendEvent(stub)).body["Id"], id, ConnectionToken, ParticipantToken]).toEqual([
    "4a92ed1b-21d8-4c10-9dd8-4242317bd383",
    "07bbfd1d-b31d-45b7-9271-91476af13b63",
    "connection-4ec019ef-d190-4824-af6d-1753ce601cfd",
    "participant-ea21c065-e0cb-4c32-85a6-385078f060d7",
  ]);
});

it("numbers of a probability are spread from 0 up to 1, without a seed as well", async () => {
  const drawn = await Promise.all(Array.from({ length: 1_000 }, trueRandom.probability));
  expect(Math.max(...drawn)).toBeLessThan(1);
  expect(Math.max(...drawn)).toBeGreaterThan(0.98);
  expect(Math.min(...drawn)).toBeLessThan(0.02);
});
