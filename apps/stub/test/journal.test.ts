import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it, vi } from "vitest";
import { type JournalEntry, startStub } from "../src/index.js";
import { acknowledged, control, read, receipt, sendEvent, typing } from "./send-event.js";

const token = "a-secret-connection-token";

describe("an entry", () => {
  it("says what arrived, from whom, and what became of it", async () => {
    await using stub = await startStub();
    const event = { ContentType: read, Content: receipt, ClientToken: "c1" };
    const received = await sendEvent(stub, event, { token, "user-agent": "test/1" });
    expect(await stub.events()).toEqual([
      {
        sequence: 1,
        requestId: received.headers.get("x-amzn-requestid"),
        receivedAt: expect.stringMatching(/Z$/),
        durationMs: expect.any(Number),
        outcome: "accepted",
        ...received.body,
        ...event,
        connection: expect.stringMatching(/^[0-9a-f]{16}$/),
        userAgent: "test/1",
        method: "POST",
        path: "/participant/event",
        headers: { accept: "*/*", "content-type": "application/json" },
        warnings: [],
      },
    ]);
  });

  it("never holds the token", async () => {
    await using stub = await startStub();
    await sendEvent(stub, { ContentType: typing }, { token });
    await sendEvent(stub, { ContentType: "wrong" }, { token });
    expect(JSON.stringify((await control(stub, "GET", "/events")).body)).not.toContain(token);
  });

  it("names the exception and the reason of an error response", async () => {
    await using stub = await startStub();
    const { body } = await sendEvent(stub, { ContentType: "wrong" });
    await fetch(`${stub.url}/elsewhere`);
    expect(await stub.events()).toMatchObject([
      { outcome: "ValidationException", reason: body["Message"], ContentType: "wrong" },
      { outcome: "UnknownOperationException", reason: expect.stringContaining("path") },
    ]);
  });

  it.each([
    ["receipt-without-message-id", { ContentType: read }],
    ["receipt-without-message-id", { ContentType: read, Content: "{}" }],
    ["receipt-without-message-id", { ContentType: read, Content: '{"messageId":7}' }],
    ["receipt-without-message-id", { ContentType: read, Content: "not JSON" }],
    ["retired-content-type", { ContentType: acknowledged }],
    ["unknown-member", { ContentType: typing, Contnet: "x" }],
  ])("has the warning %s for %j", async (code, event) => {
    await using stub = await startStub();
    expect(await sendEvent(stub, event)).toMatchObject({ status: 200 });
    expect(await stub.events()).toMatchObject([{ warnings: [{ code, message: expect.any(String) }] }]);
  });
});

describe("GET /_stub/events", () => {
  it("gives the newest first, page by page, until there are no more", async () => {
    await using stub = await startStub();
    for (const ClientToken of ["1", "2", "3", "4", "5"]) await sendEvent(stub, { ContentType: typing, ClientToken });
    const pages: unknown[][] = [];
    let before = "";
    do {
      const { body } = await control(stub, "GET", `/events?limit=2${before}`);
      pages.push((body["events"] as JournalEntry[]).map(({ ClientToken }) => ClientToken));
      before = body["next"] === undefined ? "" : `&before=${body["next"]}`;
    } while (before !== "");
    expect(pages).toEqual([["5", "4"], ["3", "2"], ["1"]]);
  });

  it.each([
    ["token=alice", ["1", "3"]],
    [`contentType=${read}`, ["2"]],
    ["outcome=accepted", ["1", "2"]],
    ["outcome=ValidationException", ["3"]],
    ["outcome=accepted&token=alice", ["1"]],
  ])("filters by %s", async (query, expected) => {
    await using stub = await startStub();
    await sendEvent(stub, { ContentType: typing, ClientToken: "1" }, { token: "alice" });
    await sendEvent(stub, { ContentType: read, Content: receipt, ClientToken: "2" }, { token: "bob" });
    await sendEvent(stub, { ContentType: typing, Content: "", ClientToken: "3" }, { token: "alice" });
    const { body } = await control(stub, "GET", `/events?${query}`);
    expect((body["events"] as JournalEntry[]).map(({ ClientToken }) => ClientToken).sort()).toEqual(expected);
  });

  it("finds a connection by the fingerprint that it shows", async () => {
    await using stub = await startStub();
    await sendEvent(stub, { ContentType: typing }, { token: "alice" });
    await sendEvent(stub, { ContentType: typing }, { token: "bob" });
    const [first] = await stub.events();
    expect(await stub.events({ token: first?.connection ?? "" })).toEqual([first]);
  });

  it.each(["limit=0", "limit=1001", "limit=x", "before=0", "outcome=maybe", "contentType=", "typo=1"])(
    "rejects %s",
    async (query) => {
      await using stub = await startStub();
      expect(await control(stub, "GET", `/events?${query}`)).toMatchObject({
        status: 400,
        exception: "ValidationException",
      });
    },
  );

  it("keeps as many as it is told to, and counts the rest", async () => {
    await using stub = await startStub({ journalSize: 3 });
    for (let sent = 0; sent < 5; sent += 1) await sendEvent(stub);
    expect((await stub.events()).map(({ sequence }) => sequence)).toEqual([3, 4, 5]);
    expect((await control(stub, "GET", "/health")).body).toMatchObject({
      remembered: { events: 3 },
      dropped: { events: 2 },
    });
  });
});

describe("waiting", () => {
  it("ends as soon as the events are there", async () => {
    await using stub = await startStub();
    const waiting = control(stub, "GET", "/events/wait?count=2&timeoutMs=60000");
    await sendEvent(stub);
    await sendEvent(stub, { ContentType: "wrong" });
    await sendEvent(stub);
    expect((await waiting).body).toMatchObject({ complete: true, events: [{ sequence: 1 }, { sequence: 3 }] });
  });

  it("ends when the time is up, and says so", async () => {
    await using stub = await startStub();
    await sendEvent(stub);
    expect((await control(stub, "GET", "/events/wait?count=2&timeoutMs=1")).body).toMatchObject({
      complete: false,
      events: [{ sequence: 1 }],
    });
  });

  it("ends when the time is up also where garbage is collected meanwhile", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage: () => void = runInNewContext("gc");
    await using stub = await startStub();
    const waiting = control(stub, "GET", "/events/wait?timeoutMs=100");
    const rejected = expect(stub.waitForEvents(1, { timeoutMs: 100 })).rejects.toThrow("0 of 1");
    for (let count = 0; count < 5; count += 1) {
      await control(stub, "GET", "/health"); // by then the stub waits
      collectGarbage();
    }
    expect((await waiting).body).toMatchObject({ complete: false });
    await rejected;
  });

  it("over HTTP, ends with the stub, with what has arrived", async () => {
    const stub = await startStub();
    await sendEvent(stub);
    const arrived = vi.waitFor(async () => expect((await stub.events()).length).toBe(1));
    const waiting = control(stub, "GET", "/events/wait?count=2&timeoutMs=60000", undefined, { connection: "close" });
    await arrived;
    await control(stub, "GET", "/health"); // by then the stub waits
    vi.useFakeTimers({ toFake: ["setTimeout"] }); // neither the wait nor the grace period ever ends
    const closed = stub.close();
    expect((await waiting).body).toMatchObject({ complete: false, events: [{ sequence: 1 }] });
    await closed;
    vi.useRealTimers();
  });

  it("is for what comes after a sequence", async () => {
    await using stub = await startStub();
    for (const ClientToken of ["a", "b"]) await sendEvent(stub, { ContentType: typing, ClientToken });
    const { body } = await control(stub, "GET", "/events/wait?after=1");
    expect(body).toMatchObject({ complete: true, events: [{ sequence: 2, ClientToken: "b" }] });
    expect(await stub.waitForEvents(1, { after: 1 })).toMatchObject([{ sequence: 2 }]);
  });

  it("in process, rejects when the time is up", async () => {
    await using stub = await startStub();
    await expect(stub.waitForEvents(1, { timeoutMs: 1 })).rejects.toThrow("0 of 1");
  });

  it("ends with the stub", async () => {
    const stub = await startStub();
    const waiting = stub.waitForEvents(1, { timeoutMs: 60_000 });
    await Promise.all([stub.close(), expect(waiting).rejects.toThrow("0 of 1")]);
  });
});

describe("the stream", () => {
  async function take(
    stub: { url: string },
    count: number,
    lastEventId?: string,
  ): Promise<{ id: string; entry: JournalEntry }[]> {
    const leave = new AbortController();
    const headers: Record<string, string> = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
    const response = await fetch(`${stub.url}/_stub/events/stream`, { headers, signal: leave.signal });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    started();
    let text = "";
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (text.split("\n\n").length > count) break;
    }
    leave.abort();
    return text
      .split("\n\n")
      .slice(0, count)
      .map((event) => ({
        id: /^id: (.*)$/m.exec(event)?.[1] ?? "",
        entry: JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? ""),
      }));
  }
  let started = () => {};

  it("gives each entry as it comes", async () => {
    await using stub = await startStub();
    await sendEvent(stub, { ContentType: typing, ClientToken: "before" });
    const open = new Promise<void>((resolve) => {
      started = resolve;
    });
    const taking = take(stub, 2);
    await open;
    await sendEvent(stub, { ContentType: typing, ClientToken: "a" });
    await sendEvent(stub, { ContentType: typing, ClientToken: "b" });
    expect((await taking).map(({ id, entry }) => [id, entry.ClientToken])).toEqual([
      ["2", "a"],
      ["3", "b"],
    ]);
  });

  it("resumes after the last event that was seen", async () => {
    await using stub = await startStub();
    for (const ClientToken of ["a", "b", "c"]) await sendEvent(stub, { ContentType: typing, ClientToken });
    expect((await take(stub, 2, "1")).map(({ entry }) => entry.ClientToken)).toEqual(["b", "c"]);
  });
});

it("DELETE /_stub/state forgets everything", async () => {
  await using stub = await startStub({ access: "registered" });
  await stub.issueConnection({ ConnectionToken: "alice" });
  await stub.addFault({ exception: "ConflictException" });
  await sendEvent(stub, { ContentType: typing }, { token: "alice" });
  expect(await control(stub, "DELETE", "/state")).toMatchObject({ status: 204 });
  expect(await stub.events()).toEqual([]);
  expect((await control(stub, "GET", "/faults")).body).toEqual({ faults: [] });
  expect(await sendEvent(stub, { ContentType: typing }, { token: "alice" })).toMatchObject({ status: 403 });
});

it("an entry names its connection by the first 16 hexadecimal digits of the token's SHA-256", async () => {
  await using stub = await startStub();
  await sendEvent(stub, { ContentType: typing }, { token: "t" });
  await sendEvent(stub, {}, { token: "t" });
  expect((await stub.events()).map(({ connection }) => connection)).toEqual(["e3b98a4da31a127d", "e3b98a4da31a127d"]);
});

it("an entry has what arrived as far as it is text, also of what is rejected", async () => {
  await using stub = await startStub();
  await sendEvent(stub, { ContentType: typing, Content: { a: 1 }, ClientToken: "c" });
  const [entry] = await stub.events();
  expect(Object.keys(entry ?? {}).sort()).toEqual(
    (
      "ClientToken ContentType connection durationMs headers method outcome path reason receivedAt requestId sequence " +
      "userAgent warnings"
    ).split(" "),
  );
});

it("a replay has the Id and the time of the first response, and a request ID of its own", async () => {
  await using stub = await startStub();
  const event = { ContentType: typing, ClientToken: "c" };
  const responses = [await sendEvent(stub, event), await sendEvent(stub, event)];
  expect(await stub.events()).toMatchObject(
    responses.map(({ body, headers }) => ({ ...body, requestId: headers.get("x-amzn-requestid") })),
  );
});

it("an entry says when the request arrived, and how long it took", async () => {
  const now = Date.UTC(2026, 5, 1);
  vi.useFakeTimers({ toFake: ["Date"], now });
  const later = () => void vi.setSystemTime(now + 250);
  await using stub = await startStub({}, { info: later, error() {} });
  await sendEvent(stub, { ContentType: "wrong" });
  await sendEvent(stub);
  const entries = await stub.events();
  vi.useRealTimers();
  expect(entries).toMatchObject([
    { receivedAt: "2026-06-01T00:00:00.000Z", durationMs: 0 },
    { receivedAt: "2026-06-01T00:00:00.250Z", durationMs: 0, AbsoluteTime: "2026-06-01T00:00:00.250Z" },
  ]);
});

it("has no member that says nothing", async () => {
  await using stub = await startStub();
  await fetch(`${stub.url}/elsewhere`, { headers: { "user-agent": "" } });
  const [entry] = await stub.events();
  expect(Object.keys(entry ?? {}).sort()).toEqual(
    "durationMs headers method outcome path reason receivedAt requestId sequence warnings".split(" "),
  );
});

it("the log has an event's outcome, and neither token nor content", async () => {
  const logged: unknown[] = [];
  const log = { info: (...line: unknown[]) => void logged.push(line), error() {} };
  await using stub = await startStub({}, log);
  const { headers } = await sendEvent(stub, { ContentType: typing, Content: "x", Other: 1 }, { token: "t" });
  expect(logged).toEqual([
    [
      {
        requestId: headers.get("x-amzn-requestid"),
        contentType: typing,
        outcome: "accepted",
        durationMs: expect.any(Number),
        connection: "e3b98a4da31a127d",
        warnings: ["unknown-member"],
      },
      "SendEvent",
    ],
  ]);
});

it.each([
  ["reset", "reset"],
  ["truncated", "truncated"],
  ["malformed", "malformed"],
  ["html502", "html502"],
])("an event that %s hits has it as its outcome, and no Id", async (name, outcome) => {
  await using stub = await startStub();
  await sendEvent(stub, { ContentType: typing }, { token: `stub:${name}` }).catch(() => {});
  const [entry] = await stub.events();
  expect([entry?.outcome, entry?.Id, entry?.reason]).toEqual([outcome, undefined, undefined]);
});

it.each([
  ["POST", "/participant/event", { accept: "text/html" }, "NotAcceptableException"],
  ["POST", "/participant/event", { "content-type": "text/plain" }, "UnsupportedMediaTypeException"],
  ["POST", "/participant/event", { "x-amz-bearer": "" }, "AccessDeniedException"],
  ["PUT", "/participant/event", {}, "MethodNotAllowedException"],
  ["POST", "/elsewhere", {}, "UnknownOperationException"],
])("%s %s with %j has an entry, with the reason", async (method, path, headers, outcome) => {
  await using stub = await startStub();
  const response = await fetch(stub.url + path, {
    method,
    headers: { "content-type": "application/json", "x-amz-bearer": "t", ...headers },
    body: "{}",
  });
  const { Message: reason }: { Message: string } = JSON.parse(await response.text());
  expect(await stub.events()).toMatchObject([{ outcome, reason }]);
});

it("has the headers that decide about the response as they came, and the path without its query, 256 characters of each", async () => {
  await using stub = await startStub();
  const long = "x".repeat(300);
  await fetch(`${stub.namespace("a").url}/${long}?token=secret`, {
    headers: { accept: "text/plain;q=0.5", origin: "http://a.example", prefer: `code=200;${long}`, "x-other": "1" },
  });
  const [entry] = await stub.namespace("a").events();
  expect(entry).toMatchObject({
    method: "GET",
    path: `/${"x".repeat(255)}`,
    headers: { accept: "text/plain;q=0.5", origin: "http://a.example", prefer: `code=200;${"x".repeat(247)}` },
  });
  expect(Object.keys(entry?.headers ?? {})).not.toContain("x-other");
});

it("filters a wait as it filters a list", async () => {
  await using stub = await startStub();
  await sendEvent(stub, { ContentType: typing }, { token: "alice" });
  await sendEvent(stub, { ContentType: read, Content: receipt }, { token: "bob" });
  await sendEvent(stub, { ContentType: typing }, { token: "bob" });
  const sequences = async (query: string) => {
    const { body } = await control(stub, "GET", `/events/wait?timeoutMs=60000&${query}`);
    return (body["events"] as JournalEntry[]).map(({ sequence }) => sequence);
  };
  expect(await sequences("count=2&token=bob")).toEqual([2, 3]);
  expect(await sequences(`count=1&contentType=${read}`)).toEqual([2]);
  expect(await sequences(`count=1&token=bob&contentType=${typing}`)).toEqual([3]);
});

it("a page has no more than its limit, and a next only where there is more", async () => {
  await using stub = await startStub();
  for (let sent = 0; sent < 3; sent += 1) await sendEvent(stub);
  const page = async (query: string) => {
    const { body } = await control(stub, "GET", `/events?${query}`);
    return { next: body["next"], sequences: (body["events"] as JournalEntry[]).map(({ sequence }) => sequence) };
  };
  expect(await page("limit=3")).toEqual({ next: undefined, sequences: [3, 2, 1] });
  expect(await page("limit=2")).toEqual({ next: 2, sequences: [3, 2] });
  expect(await page("limit=2&before=2")).toEqual({ next: undefined, sequences: [1] });
  expect(await page("before=1")).toEqual({ next: undefined, sequences: [] });
});
