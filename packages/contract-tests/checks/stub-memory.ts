import { inspect, isDeepStrictEqual } from "node:util";
import type { Stub, StubOptions } from "@sendevent/stub";
import { Contract } from "../src/contract.js";
import { readDocument } from "../src/document.js";
import { isObject, type JsonObject, parseJson } from "../src/json.js";
import { requestBytes } from "../src/request-bytes.js";
import { exchange } from "../src/wire.js";

type StartStub = (options: StubOptions) => Promise<Stub>;
type Expect = (what: string, found: unknown, wanted: unknown) => void;
type Send = (body: JsonObject, token?: string, headers?: JsonObject) => Promise<Reply>;

interface Reply {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: JsonObject;
}

/** What one stub, set up in one way, is expected to do. */
interface Scenario {
  readonly options: StubOptions;
  run(expect: Expect, send: Send, stub: Stub): Promise<void>;
}

const typing = "application/vnd.amazonaws.connect.event.typing";
const read = "application/vnd.amazonaws.connect.event.message.read";
const contract = new Contract(readDocument());

/** What a stub remembers and can be told: what a case, which is an exchange or two, can't see. An empty list: all is well. */
export async function stubMemoryFindings(startStub: StartStub): Promise<string[]> {
  const findings: string[] = [];
  const expect: Expect = (what, found, wanted) => {
    if (!isDeepStrictEqual(found, wanted)) findings.push(`${what} is ${inspect(found)}, not ${inspect(wanted)}`);
  };
  for (const { options, run } of [journal, faults, quota, registered, strict, shortWindow, control]) {
    await withStub(startStub, options, (stub, send) => run(expect, send, stub));
  }
  await seeds(startStub, expect);
  return findings;
}

const journal: Scenario = {
  options: {},
  async run(expect, send, stub) {
    const token = "secret-token";
    const [one, two] = await Promise.all([send({ ClientToken: "c" }, token), send({ ClientToken: "c" }, token)]);
    expect("the second of two concurrent answers", two.body, one.body);
    await send({ ContentType: "nonsense" }, token);
    await send({ ContentType: read, Unknown: 1 }, token);
    const entries = await stub.events();
    const outcomes = entries.map(({ outcome }) => outcome);
    expect("the outcomes in the journal", outcomes.sort(), ["ValidationException", "accepted", "accepted", "replayed"]);
    const accepted = entries.find(({ outcome }) => outcome === "accepted");
    expect("the Id in the journal", accepted?.Id, one.body["Id"]);
    const refused = entries.find(({ outcome }) => outcome === "ValidationException");
    expect("whether the journal has the reason", refused?.reason?.includes("ContentType"), true);
    const codes = entries.at(-1)?.warnings.map(({ code }) => code);
    expect("the warnings in the journal", codes, ["receipt-without-message-id", "unknown-member"]);
    expect("whether the journal has the token", JSON.stringify(entries).includes(token), false);
    await stub.reset();
    expect("the journal after a reset", await stub.events(), []);
    const again = await send({ ClientToken: "c" }, token);
    expect("whether a reset keeps first answers", again.body["Id"] === one.body["Id"], false);
  },
};

const faults: Scenario = {
  options: {},
  async run(expect, send, stub) {
    await stub.addFault({ exception: "ThrottlingException", times: 1, retryAfterSeconds: 3 });
    const refused = await send({});
    expect("the answer to a staged fault", [refused.status, refused.headers.get("retry-after")], [429, "3"]);
    expect("the status after a fault that was for one request", (await send({})).status, 200);
    expect("the status after Prefer: code=500", (await send({}, "t", { Prefer: "code=500" })).status, 500);
    const broken = await send({}, "stub:reset").catch((error: unknown) => error);
    expect("whether stub:reset breaks the connection", broken instanceof Error, true);
    expect("the status of an unknown reserved token", (await send({}, "stub:nothing")).status, 400);
  },
};

const quota: Scenario = {
  options: { throttle: { rate: 1, burst: 2 } },
  async run(expect, send) {
    const replies = [await send({}), await send({}), await send({})];
    expect(
      "the statuses at a burst of 2",
      replies.map(({ status }) => status),
      [200, 200, 429],
    );
    expect("Retry-After at one request a second", replies[2]?.headers.get("retry-after"), "1");
  },
};

const registered: Scenario = {
  options: { access: "registered" },
  async run(expect, send, stub) {
    const { ConnectionToken } = await stub.issueConnection();
    expect("the status of an unknown token", (await send({})).status, 403);
    expect("the status of an issued token", (await send({}, ConnectionToken)).status, 200);
    const expired = await stub.issueConnection({ ttlSeconds: 1 });
    await later(2000, async () => {
      expect("the status of an expired token", (await send({}, expired.ConnectionToken)).status, 403);
    });
  },
};

const strict: Scenario = {
  options: { strict: true, idempotency: "strict" },
  async run(expect, send) {
    expect("the status of a warning under strict", (await send({ ContentType: read })).status, 400);
    await send({ ClientToken: "s" });
    const other = await send({ ClientToken: "s", Content: "x" });
    expect("the status of another payload under strict", other.status, 409);
  },
};

const shortWindow: Scenario = {
  options: { idempotencyWindowMs: 1000 },
  async run(expect, send) {
    const first = await send({ ClientToken: "w" });
    await later(2000, async () => {
      const second = await send({ ClientToken: "w" });
      expect("whether the window never ends", second.body["Id"] === first.body["Id"], false);
    });
  },
};

const control: Scenario = {
  options: {},
  async run(expect, _send, stub) {
    const health = async (headers: JsonObject) => {
      const url = new URL(stub.url);
      const request = requestBytes({ method: "GET", path: "/_stub/health", headers }, contract, url, undefined);
      return (await exchange(url, "GET", request.bytes, { timeoutMs: 3000 })).status;
    };
    expect("the control API's status", await health({}), 200);
    expect("the control API's status for a foreign Host", await health({ Host: "evil.example" }), 403);
    expect("the control API's status for a foreign page", await health({ Origin: "https://evil.example" }), 403);
  },
};

async function seeds(startStub: StartStub, expect: Expect): Promise<void> {
  const ids: unknown[] = [];
  for (const seed of [1, 1, 2]) {
    await withStub(startStub, { seed }, async (_stub, send) => {
      ids.push((await send({})).body["Id"]);
    });
  }
  expect("which seeds give the same Id", [ids[0] === ids[1], ids[0] === ids[2]], [true, false]);
}

async function withStub(
  startStub: StartStub,
  options: StubOptions,
  use: (stub: Stub, send: Send) => Promise<void>,
): Promise<void> {
  const stub = await startStub({ port: 0, ...options });
  const url = new URL(stub.url);
  const send: Send = async (members, token = "t", headers = {}) => {
    const request = requestBytes({ body: { ContentType: typing, ...members }, headers }, contract, url, token);
    const { status, headers: fields, body } = await exchange(url, "POST", request.bytes, { timeoutMs: 3000 });
    const value = parseJson(body);
    return { status, headers: fields, body: isObject(value) ? value : {} };
  };
  try {
    await use(stub, send);
  } finally {
    await stub.close();
  }
}

/** Does something at a later time, without waiting for it. */
async function later(ms: number, work: () => Promise<void>): Promise<void> {
  const { now } = Date;
  Date.now = () => now() + ms;
  try {
    await work();
  } finally {
    Date.now = now;
  }
}
