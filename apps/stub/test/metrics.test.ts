import { afterEach, beforeEach, expect, it } from "vitest";
import { type Stub, startStub } from "../src/index.js";
import { createMetrics } from "../src/metrics.js";
import { memoryStore } from "../src/store/memory-store.js";
import { control, sendEvent, typing } from "./send-event.js";

const prefix = "sendevent_stub_";
let stub: Stub;
let figures: string[];

async function read({ url }: { url: string }): Promise<string[]> {
  const response = await fetch(`${url}/_stub/metrics`, { headers: { accept: "text/plain;version=0.0.4" } });
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  return (await response.text()).split("\n").filter((line) => line.startsWith(prefix));
}

beforeEach(async () => {
  stub = await startStub({ throttle: { rate: 0.001, burst: 3 } });
  await sendEvent(stub, { ContentType: typing, ClientToken: "a" });
  await sendEvent(stub, { ContentType: typing, ClientToken: "a" });
  await sendEvent(stub, { ContentType: "made up by a caller" });
  await sendEvent(stub, {});
  await sendEvent(stub, { ContentType: typing }, { token: "stub:ThrottlingException" });
  await sendEvent(stub, { ContentType: typing }, { token: "stub:delay:0" });
  await sendEvent(stub, { ContentType: typing });
  figures = await read(stub);
});
afterEach(() => stub.close());

it.each([
  `requests_total{outcome="accepted",content_type="${typing}"} 2`,
  `requests_total{outcome="replayed",content_type="${typing}"} 1`,
  'requests_total{outcome="ValidationException",content_type="other"} 1',
  'requests_total{outcome="ValidationException",content_type="none"} 1',
  `requests_total{outcome="ThrottlingException",content_type="${typing}"} 2`,
  "request_duration_seconds_count 7",
  "replays_total 1",
  'faults_total{fault="ThrottlingException"} 1',
  'faults_total{fault="delay"} 1',
  "throttled_total 1",
  "journal_entries 7",
  "store_errors_total 0",
])("say %s", (figure) => {
  expect(figures).toContain(prefix + figure);
});

it("name nothing that a caller made up", () => {
  expect(figures.join("\n")).not.toContain("made up");
});

it("are those of one stub", async () => {
  await using other = await startStub();
  expect((await read(other)).join("\n")).not.toContain("accepted");
});

it("count the steps of the store that failed", async () => {
  const store = memoryStore({ events: 1, ageMs: 1 }, { tokens: new Map(), faults: [] });
  const metrics = createMetrics({ ...store, errors: 3 });
  for (const _time of ["first", "again"]) {
    expect((await metrics.read()).text).toContain("store_errors_total 3\n");
  }
});

it("say what they are", async () => {
  const response = await fetch(`${stub.url}/_stub/metrics`);
  const described = (await response.text()).split("\n").filter((line) => line.startsWith("# "));
  expect(described).toEqual(
    [
      ["journal_entries", "gauge", "Journal entries that are kept now, those of namespaces left out."],
      ["store_errors_total", "counter", "Steps of the store that failed."],
      ["requests_total", "counter", "Requests by outcome and content type."],
      ["request_duration_seconds", "histogram", "From the arrival of a request to its journal entry."],
      ["replays_total", "counter", "Repeated events that got the first response again."],
      ["faults_total", "counter", "Requests that a fault hit, by what it did."],
      ["throttled_total", "counter", "Events over the quota, those of faults left out."],
      ["chat_requests_total", "counter", "Requests of chat participants."],
      ["chat_deliveries_total", "counter", "Items that were written to a socket."],
      ["chat_sockets_closed_total", "counter", "Sockets that the stub closed, by code."],
      ["chat_sockets", "gauge", "Sockets that are open now."],
    ].flatMap(([name, type, help]) => [`# HELP ${prefix}${name} ${help}`, `# TYPE ${prefix}${name} ${type}`]),
  );
});

it("have durations in seconds", async () => {
  const metrics = createMetrics(memoryStore({ events: 1, ageMs: 1 }, { tokens: new Map(), faults: [] }));
  await metrics.observe({ outcome: "accepted", contentType: typing, durationMs: 250 });
  const { text } = await metrics.read();
  expect(text).toContain("request_duration_seconds_sum 0.25\n");
  expect(text).toContain('request_duration_seconds_bucket{le="0.1"} 0\n');
  expect(text).toContain('request_duration_seconds_bucket{le="0.25"} 1\n');
});

it("count the requests of namespaces, and leave out their entries", async () => {
  await using own = await startStub();
  await sendEvent(own.namespace("a"));
  const found = await read(own);
  expect(found).toContain(`${prefix}requests_total{outcome="accepted",content_type="${typing}"} 1`);
  expect(found).toContain(`${prefix}journal_entries 0`);
});

it("are guarded as control is", async () => {
  await using guarded = await startStub({ controlToken: "s3cret" });
  expect(await control(guarded, "GET", "/metrics")).toMatchObject({ status: 403 });
});

it("have a duration's buckets from a millisecond to five seconds", () => {
  const bounds = figures.flatMap(
    (line) => /^sendevent_stub_request_duration_seconds_bucket{le="(.+)"}/.exec(line)?.[1] ?? [],
  );
  expect(bounds).toEqual("0.001 0.0025 0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 5 +Inf".split(" "));
});
