import { describe, expect, it } from "vitest";
import { type StubOptions, startStub } from "../src/index.js";
import { acknowledged, sendEvent, typing } from "./send-event.js";

interface Case {
  readonly options: StubOptions;
  readonly event?: object;
  readonly headers?: Record<string, string>;
  /** How often the event is sent: the last response counts. */
  readonly times?: number;
}

/** A request that two steps would reject gets the exception of the step that comes first. */
const cases: [string, Case, string][] = [
  [
    "the media type comes before the token",
    { options: { access: "registered" }, headers: { "content-type": "text/plain" } },
    "UnsupportedMediaTypeException",
  ],
  [
    "Accept comes before the body",
    { options: {}, event: [], headers: { accept: "text/html" } },
    "NotAcceptableException",
  ],
  ["the body comes before a second look at it", { options: { strict: true }, event: [] }, "SerializationException"],
  ["validation comes before access", { options: { access: "registered" }, event: {} }, "ValidationException"],
  [
    "strict comes before access",
    { options: { access: "registered", strict: true }, event: { ContentType: acknowledged } },
    "ValidationException",
  ],
  [
    "access comes before faults",
    { options: { access: "registered", faults: [{ exception: "InternalServerException" }] } },
    "AccessDeniedException",
  ],
  [
    "faults come before the throttle",
    {
      options: { throttle: { rate: 0.001, burst: 1 }, faults: [{ exception: "InternalServerException" }] },
      times: 2,
    },
    "InternalServerException",
  ],
  [
    "the throttle comes before replays",
    { options: { throttle: { rate: 0.001, burst: 1 } }, event: { ContentType: typing, ClientToken: "c" }, times: 2 },
    "ThrottlingException",
  ],
];

describe("of the steps of a request", () => {
  it.each(cases)("%s", async (_what, { options, event, headers = {}, times = 1 }, expected) => {
    await using stub = await startStub(options);
    let exception: string | null = null;
    for (let sent = 0; sent < times; sent += 1) ({ exception } = await sendEvent(stub, event, headers));
    expect(exception).toBe(expected);
  });
});

it("an event that access rejects counts as no hit of a fault", async () => {
  await using stub = await startStub({ access: "registered", connections: [{ ConnectionToken: "alice" }] });
  await stub.addFault({ exception: "ConflictException", times: 1 });
  expect(await sendEvent(stub)).toMatchObject({ status: 403 });
  expect(await sendEvent(stub, { ContentType: typing }, { token: "alice" })).toMatchObject({ status: 409 });
});

it("an event that a fault hits takes nothing of the quota", async () => {
  await using stub = await startStub({ throttle: { rate: 0.001, burst: 1 } });
  await stub.addFault({ exception: "ConflictException", times: 1 });
  expect(await sendEvent(stub)).toMatchObject({ status: 409 });
  expect(await sendEvent(stub)).toMatchObject({ status: 200 });
});
