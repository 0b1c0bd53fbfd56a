import { once } from "node:events";
import { get } from "node:https";
import { json } from "node:stream/consumers";
import { afterEach, expect, it, vi } from "vitest";
import { selfSigned } from "../src/http/self-signed.js";
import { startStub } from "../src/index.js";
import { read, receipt, sendEvent, typing } from "./send-event.js";

afterEach(() => {
  vi.useRealTimers();
});

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

it("by default listens on 127.0.0.1, on a port of its own", async () => {
  await using one = await startStub();
  await using other = await startStub();
  expect(one.url).toBe(`http://127.0.0.1:${one.port}`);
  expect(one.port).not.toBe(other.port);
});

it("listens on IPv6, and control works there", async ({ skip }) => {
  const stub = await startStub({ host: "::1" }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRNOTAVAIL" && error.code !== "EAFNOSUPPORT") throw error;
    skip("this machine has no IPv6");
  });
  expect(stub?.url).toBe(`http://[::1]:${stub?.port}`);
  expect((await fetch(`${stub?.url}/_stub/health`)).status).toBe(200);
  await stub?.close();
});

it("control works where the host is given as localhost", async () => {
  await using stub = await startStub({ host: "localhost" });
  expect((await fetch(`http://localhost:${stub.port}/_stub/health`)).status).toBe(200);
});

it("waits for five seconds by default, and says what arrived", async () => {
  await using stub = await startStub();
  await sendEvent(stub);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  let isOver = false;
  const waiting = stub.waitForEvents(2).finally(() => {
    isOver = true;
  });
  const rejected = expect(waiting).rejects.toThrow("1 of 2 events arrived within 5000 ms");
  vi.advanceTimersByTime(4_999);
  await new Promise((resolve) => setImmediate(resolve));
  expect(isOver).toBe(false);
  vi.advanceTimersByTime(1);
  await rejected;
});

it("waits for accepted events, or for what the filter means", async () => {
  await using stub = await startStub();
  await sendEvent(stub, { ContentType: "wrong" }, { token: "a" });
  await sendEvent(stub, { ContentType: typing, ClientToken: "c" }, { token: "a" });
  await sendEvent(stub, { ContentType: typing, ClientToken: "c" }, { token: "a" });
  await sendEvent(stub, { ContentType: read, Content: receipt }, { token: "b" });
  const sequences = async (...given: Parameters<typeof stub.waitForEvents>) =>
    (await stub.waitForEvents(...given)).map(({ sequence }) => sequence);
  expect(await sequences(2)).toEqual([2, 4]);
  expect(await sequences(1, { token: "b" })).toEqual([4]);
  expect(await sequences(1, { contentType: read })).toEqual([4]);
  expect(await sequences(1, { outcome: "replayed" })).toEqual([3]);
  expect(await sequences(1, { outcome: "ValidationException" })).toEqual([1]);
});

it("gives every entry, or those that the filter means, oldest first", async () => {
  await using stub = await startStub();
  await sendEvent(stub, { ContentType: "wrong" }, { token: "a" });
  await sendEvent(stub, { ContentType: typing }, { token: "b" });
  await sendEvent(stub, { ContentType: typing }, { token: "a" });
  const sequences = async (...given: Parameters<typeof stub.events>) =>
    (await stub.events(...given)).map(({ sequence }) => sequence);
  expect(await sequences()).toEqual([1, 2, 3]);
  expect(await sequences({ token: "a" })).toEqual([1, 3]);
  expect(await sequences({ contentType: typing })).toEqual([2, 3]);
  expect(await sequences({ token: "a", contentType: typing })).toEqual([3]);
  expect(await sequences({ outcome: "accepted" })).toEqual([2, 3]);
});

it("leaves no timer of a wait behind", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await using stub = await startStub();
  await sendEvent(stub);
  const before = vi.getTimerCount();
  await stub.waitForEvents(1);
  expect(vi.getTimerCount()).toBe(before);
});

it("tokens of the set-up expire when it says so, and else not", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const connections = [{ ConnectionToken: "minute", ttlSeconds: 60 }, { ConnectionToken: "always" }];
  await using stub = await startStub({ access: "registered", connections });
  const status = async (token: string) => (await sendEvent(stub, { ContentType: typing }, { token })).status;
  vi.advanceTimersByTime(59_999);
  expect([await status("minute"), await status("always")]).toEqual([200, 200]);
  vi.advanceTimersByTime(1);
  expect(await status("minute")).toBe(403);
  vi.advanceTimersByTime(400 * 86_400_000);
  expect(await status("always")).toBe(200);
});

it("a reload takes over settings and faults, keeps the tokens of before, and adds the new ones", async () => {
  await using stub = await startStub({
    access: "registered",
    connections: [{ ConnectionToken: "before" }],
    faults: [{ exception: "ConflictException" }],
  });
  const status = async (token: string) => (await sendEvent(stub, { ContentType: read }, { token })).status;
  expect(await status("before")).toBe(409);
  await stub.reload({ access: "registered", strict: true, connections: [{ ConnectionToken: "after" }] });
  expect([await status("before"), await status("after"), await status("other")]).toEqual([400, 400, 400]);
  await stub.reload({ access: "registered", faults: [{ exception: "ThrottlingException", times: 1 }] });
  expect([await status("before"), await status("before"), await status("other")]).toEqual([429, 200, 403]);
});

it("a wait ends when the stub closes, and says what arrived", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }); // the wait's own time is never up
  const stub = await startStub();
  const rejected = expect(stub.waitForEvents(1, { timeoutMs: 60_000 })).rejects.toThrow(
    "0 of 1 events arrived within 60000 ms",
  );
  await Promise.all([stub.close(), rejected]);
});

it("waits for what comes after a sequence", async () => {
  await using stub = await startStub();
  for (let sent = 0; sent < 3; sent += 1) await sendEvent(stub);
  const [next] = await stub.waitForEvents(1, { after: 1 });
  expect(next?.sequence).toBe(2);
  await expect(stub.waitForEvents(1, { after: 3, timeoutMs: 1 })).rejects.toThrow("0 of 1 events");
});

it("a reload with what no option may be changes nothing, and says what it is", async () => {
  await using stub = await startStub({ access: "registered", faults: [{ delayMs: 0 }] });
  const reload = (options: string) => stub.reload(JSON.parse(options));
  await expect(reload('{ "strict": "yes" }')).rejects.toThrow(TypeError);
  await expect(reload('{ "faults": [{}] }')).rejects.toThrow("faults.0 must have exactly one of exception");
  await expect(reload('{ "tlsSelfSigned": true }')).rejects.toThrow(
    "HTTP cannot become HTTPS, nor HTTPS HTTP, while the stub runs: restart it",
  );
  expect(await sendEvent(stub)).toMatchObject({ status: 403 });
});

it("a reload is for namespaces as well", async () => {
  await using stub = await startStub();
  const own = stub.namespace("own");
  expect(await sendEvent(own)).toMatchObject({ status: 200 });
  await stub.reload({ faults: [{ exception: "ConflictException" }] });
  expect(await sendEvent(own)).toMatchObject({ status: 409 });
});

it("a stub that speaks HTTP, or has a certificate of the caller's, has made none", async () => {
  await using stub = await startStub();
  expect(stub.certificate).toBeUndefined();
  const { cert, key } = selfSigned("stub.example");
  await using secure = await startStub({ tlsCert: cert, tlsKey: key });
  expect(secure.certificate).toBeUndefined();
  await secure.reload({ tlsCert: cert, tlsKey: key, strict: true });
});

it("a stub that makes its own certificate keeps it at a reload", async () => {
  await using stub = await startStub({ tlsSelfSigned: true });
  const { certificate } = stub;
  await stub.reload({ tlsSelfSigned: true, strict: true });
  expect(await trusted(`${stub.url}/_stub/health`, certificate)).toMatchObject({ strict: true });
});

/** What a client is told that trusts one certificate. */
async function trusted(url: string, ca: string | undefined): Promise<unknown> {
  const [response] = await once(get(url, { ca, agent: false }), "response");
  return json(response);
}
