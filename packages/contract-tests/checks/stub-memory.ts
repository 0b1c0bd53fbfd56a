import { inspect, isDeepStrictEqual } from "node:util";
import type { startStub as Start, StubOptions } from "@sendevent/stub";
import { Contract } from "../src/contract.js";
import { readDocument } from "../src/document.js";
import { isObject, type JsonObject, parseJson } from "../src/json.js";
import { requestBytes } from "../src/request-bytes.js";
import { exchange } from "../src/wire.js";

const typing = "application/vnd.amazonaws.connect.event.typing";
const read = "application/vnd.amazonaws.connect.event.message.read";

/** What a stub remembers and can be told: what a case, which is one exchange or two, cannot see. */
export async function stubMemoryFindings(startStub: typeof Start): Promise<string[]> {
  const findings: string[] = [];
  const expect = (what: string, found: unknown, wanted: unknown) => {
    if (!isDeepStrictEqual(found, wanted)) findings.push(`${what} is ${inspect(found)}, not ${inspect(wanted)}`);
  };
  const contract = new Contract(readDocument());
  const withStub = async (
    options: StubOptions,
    use: (stub: Awaited<ReturnType<typeof Start>>, send: Send) => Promise<void>,
  ) => {
    const stub = await startStub({ port: 0, ...options });
    try {
      await use(stub, sender(contract, new URL(stub.url)));
    } finally {
      await stub.close();
    }
  };

  await withStub({}, async (stub, send) => {
    const [one, two] = await Promise.all([
      send({ ClientToken: "c" }, "secret-token"),
      send({ ClientToken: "c" }, "secret-token"),
    ]);
    expect("the second of two concurrent answers", two?.body, one?.body);
    await send({ ContentType: "nonsense" }, "secret-token");
    await send({ ContentType: read, Unknown: 1 }, "secret-token");
    const entries = await stub.events();
    expect("the outcomes in the journal", entries.map(({ outcome }) => outcome).sort(), [
      "ValidationException",
      "accepted",
      "accepted",
      "replayed",
    ]);
    expect("the Id in the journal", entries.find(({ outcome }) => outcome === "accepted")?.Id, one?.body["Id"]);
    expect(
      "the reason in the journal",
      entries.find(({ outcome }) => outcome === "ValidationException")?.reason?.includes("ContentType"),
      true,
    );
    expect(
      "the warnings in the journal",
      entries.at(-1)?.warnings.map(({ code }) => code),
      ["receipt-without-message-id", "unknown-member"],
    );
    expect("the token in the journal", JSON.stringify(entries).includes("secret-token"), false);
    await stub.reset();
    expect("the journal after a reset", (await stub.events()).length, 0);
    const again = await send({ ClientToken: "c" }, "secret-token");
    expect("whether a reset forgets first answers", again.body["Id"] === one?.body["Id"], false);
    await stub.addFault({ exception: "ThrottlingException", times: 1, retryAfterSeconds: 3 });
    const refused = await send({});
    expect("the answer to a staged fault", [refused.status, refused.headers.get("retry-after")], [429, "3"]);
    expect("the status after a fault that was for one request", (await send({})).status, 200);
    const preferred = await send({}, "t", { Prefer: "code=500" });
    expect("the status after Prefer: code=500", preferred.status, 500);
    const broken = await send({}, "stub:reset").catch((error: unknown) => error);
    expect("what comes of stub:reset", broken instanceof Error, true);
    expect("the status of an unknown reserved token", (await send({}, "stub:nothing")).status, 400);
  });
  await withStub({ throttle: { rate: 1, burst: 2 } }, async (_stub, send) => {
    const statuses = [await send({}), await send({}), await send({})].map(({ status }) => status);
    expect("the statuses at a burst of 2", statuses, [200, 200, 429]);
    expect("Retry-After when throttled", (await send({})).headers.get("retry-after"), "1");
  });
  await withStub({ access: "registered" }, async (stub, send) => {
    const { ConnectionToken } = await stub.issueConnection();
    expect("the status of an unknown token", (await send({})).status, 403);
    expect("the status of an issued token", (await send({}, ConnectionToken)).status, 200);
    const expired = await stub.issueConnection({ ttlSeconds: 1 });
    const { now } = Date;
    Date.now = () => now() + 2000;
    try {
      expect("the status of an expired token", (await send({}, expired.ConnectionToken)).status, 403);
    } finally {
      Date.now = now;
    }
  });
  await withStub({ strict: true, idempotency: "strict" }, async (_stub, send) => {
    expect("the status of a warning under strict", (await send({ ContentType: read })).status, 400);
    await send({ ClientToken: "s" });
    expect("the status of another payload under strict", (await send({ ClientToken: "s", Content: "x" })).status, 409);
  });
  await withStub({ idempotencyWindowMs: 1000 }, async (_stub, send) => {
    const first = await send({ ClientToken: "w" });
    const { now } = Date;
    Date.now = () => now() + 2000;
    try {
      expect("whether the window ends", (await send({ ClientToken: "w" })).body["Id"] === first.body["Id"], false);
    } finally {
      Date.now = now;
    }
  });
  const ids: unknown[] = [];
  for (const seed of [1, 1, 2])
    await withStub({ seed }, async (_stub, send) => void ids.push((await send({})).body["Id"]));
  expect("which seeds give the same Id", [ids[0] === ids[1], ids[0] === ids[2]], [true, false]);
  await withStub({}, async (stub) => {
    const health = (headers: Record<string, string>) => control(contract, new URL(stub.url), headers);
    expect("the control API's status", await health({}), 200);
    expect("the control API's status for a foreign Host", await health({ Host: "evil.example" }), 403);
    expect("the control API's status for a foreign page", await health({ Origin: "https://evil.example" }), 403);
  });
  return findings;
}

type Send = (
  body: JsonObject,
  token?: string,
  headers?: JsonObject,
) => Promise<{ status: number; headers: ReadonlyMap<string, string>; body: JsonObject }>;

function sender(contract: Contract, url: URL): Send {
  return async (members, token = "t", headers = {}) => {
    const request = requestBytes({ body: { ContentType: typing, ...members }, headers }, contract, url, token);
    const answer = await exchange(url, "POST", request.bytes, { timeoutMs: 3000 });
    const body = parseJson(answer.body);
    return { ...answer, body: isObject(body) ? body : {} };
  };
}

async function control(contract: Contract, url: URL, headers: JsonObject): Promise<number> {
  const request = requestBytes({ method: "GET", path: "/_stub/health", headers }, contract, url, undefined);
  return (await exchange(url, "GET", request.bytes, { timeoutMs: 3000 })).status;
}
