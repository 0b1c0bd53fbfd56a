import { request } from "node:http";
import { expect, it } from "vitest";
import { isControlOpen } from "../src/control/guard.js";
import { startStub } from "../src/index.js";
import { head, raw } from "./raw.js";
import { control, sendEvent } from "./send-event.js";

/** `fetch` sets Host and Origin by itself: this one sends what it is told. */
function health({ port }: { port: number }, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ port, host: "127.0.0.1", path: "/_stub/health", headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

it.each(["127.0.0.1:4010", "127.255.0.1", "localhost", "LOCALHOST:80", "[::1]:4010"])(
  "responds under the Host %s",
  async (host) => {
    await using stub = await startStub();
    expect(await health(stub, { host })).toBe(200);
  },
);

it.each([
  "attacker.example",
  "attacker.example:4010",
  "127.www.attacker.example",
  "127.0.0.1.attacker.example",
  "127.0.0.1.evil.example:4010",
  "127.0.0.256",
  "localhost.attacker.example",
  "128.0.0.1",
])("rejects the Host %j", async (host) => {
  await using stub = await startStub();
  expect(await health(stub, { host })).toBe(403);
});

it("rejects a request without a Host", async () => {
  await using stub = await startStub();
  expect(await raw(stub, head("GET /_stub/health HTTP/1.1", "Connection: close"))).toMatch(/^HTTP\/1.1 403 /);
});

it.each(["Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Via"])(
  "rejects what a proxy passed on with %s",
  async (name) => {
    await using stub = await startStub();
    expect(await health(stub, { host: "localhost", [name]: "x" })).toBe(403);
  },
);

it("rejects HTTP/1.0, which nginx speaks when it is told nothing else", async () => {
  await using stub = await startStub();
  expect(await raw(stub, head("GET /_stub/health HTTP/1.0", "Host: localhost"))).toMatch(/^HTTP\/1.1 403 /);
});

it("lets a proxy pass on what carries the control token", async () => {
  await using stub = await startStub({ controlToken: "s3cret" });
  const headers = { host: "public.example", "x-forwarded-for": "192.0.2.1", authorization: "Bearer s3cret" };
  expect(await health(stub, headers)).toBe(200);
});

it("responds to the stub's own pages", async () => {
  await using stub = await startStub();
  expect(
    await health(stub, { host: `127.0.0.1:${stub.port}`, origin: stub.url, "sec-fetch-site": "same-origin" }),
  ).toBe(200);
});

it("responds to the stub's own pages behind a server that adds TLS", async () => {
  await using stub = await startStub();
  expect(await health(stub, { host: "localhost:4010", origin: "https://localhost:4010" })).toBe(200);
});

it.each([
  { origin: "https://attacker.example" },
  { origin: "null" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
])("rejects a page of another origin: %j", async (headers) => {
  await using stub = await startStub();
  expect(await health(stub, { host: "localhost", ...headers })).toBe(403);
});

it("lets no page read it", async () => {
  await using stub = await startStub();
  expect((await control(stub, "GET", "/health")).headers.get("access-control-allow-origin")).toBeNull();
});

it("is off on another address than loopback", async () => {
  await using stub = await startStub({ host: "0.0.0.0" });
  const local = { url: `http://127.0.0.1:${stub.port}` };
  expect(await sendEvent(local)).toMatchObject({ status: 200 });
  expect(await control(local, "GET", "/health")).toMatchObject({
    status: 403,
    exception: "AccessDeniedException",
    body: { Message: expect.stringContaining("--control-token") },
  });
});

it("asks for the control token where there is one", async () => {
  await using stub = await startStub({ host: "0.0.0.0", controlToken: "s3cret" });
  const local = { url: `http://127.0.0.1:${stub.port}` };
  const status = async (authorization?: string) =>
    (await control(local, "GET", "/health", undefined, authorization === undefined ? {} : { authorization })).status;
  expect(await status("Bearer s3cret")).toBe(200);
  expect(await status("bearer s3cret")).toBe(200); // RFC 9110, section 11.1
  expect(await status("Bearer s3cre")).toBe(403);
  expect(await status("Basic s3cret")).toBe(403);
  expect(await status("s3cret")).toBe(403);
  expect(await status("Bearer s3cret2")).toBe(403);
  expect(await status()).toBe(403);
});

it("with a control token, asks for no Host, but still rejects pages of another origin", async () => {
  await using stub = await startStub({ controlToken: "s3cret" });
  const authorization = "Bearer s3cret";
  expect(await health(stub, { host: "stub.example", authorization })).toBe(200);
  expect(await health(stub, { host: "localhost", authorization, "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await health(stub, { host: "localhost" })).toBe(403);
});

it.each([
  [{ host: "stub.example" }, "the header Host must name this machine: use 127.0.0.1 or localhost"],
  [{ host: "localhost", origin: "https://a.example" }, "pages of another origin may not control the stub"],
])("says why it rejects %j", async (headers, reason) => {
  await using stub = await startStub();
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const received = await raw(stub, head("GET /_stub/health HTTP/1.1", ...lines, "Connection: close"));
  expect(received).toContain(`{"Message":"Access denied: ${reason}"}`);
  expect(received).toContain("x-amzn-ErrorType: AccessDeniedException");
});

it("says what to send where there is a control token, and nothing of the token", async () => {
  await using stub = await startStub({ controlToken: "s3cret" });
  expect((await control(stub, "DELETE", "/state", undefined, { authorization: "Bearer x" })).body).toEqual({
    Message: "Access denied: send the control token as Authorization: Bearer",
  });
});

it.each(["GET /_stub/events", "GET /_stub/faults", "DELETE /_stub/state", "POST /_stub/connections", "GET /_stub/x"])(
  "guards %s like the rest",
  async (line) => {
    await using stub = await startStub();
    const received = await raw(stub, head(`${line} HTTP/1.1`, "Host: a.example", "Connection: close"));
    expect(received).toMatch(/^HTTP\/1.1 403 /);
  },
);

it.each(["Bearer s3cret", "BEARER s3cret"])(
  "takes the control token as %s, in a program behind a proxy too",
  async (authorization) => {
    await using stub = await startStub({ controlToken: "s3cret" });
    expect(await health(stub, { host: "x", authorization, "x-forwarded-for": "10.0.0.1" })).toBe(200);
  },
);

it.each(["xBearer s3cret", "Bearer  s3cret", "Bearer s3cret x", "Bearer ", "Bearer"])(
  "takes no %j",
  async (authorization) => {
    await using stub = await startStub({ controlToken: "s3cret" });
    expect(await health(stub, { host: "localhost", authorization })).toBe(403);
  },
);

it("says that control is off behind a proxy, and how to turn it on", async () => {
  await using stub = await startStub();
  expect((await control(stub, "GET", "/health", undefined, { via: "1.1 proxy" })).body).toEqual({
    Message: "Access denied: control is off behind a proxy: start the stub with --control-token",
  });
});

it.each([
  [{ host: "127.0.0.1" }, true],
  [{ host: "127.1.2.3" }, true],
  [{ host: "localhost" }, true],
  [{ host: "::1" }, true],
  [{ host: "0.0.0.0" }, false],
  [{ host: "::" }, false],
  [{ host: "127.0.0.1", controlToken: "s3cret" }, false],
])("control is open to every program here: %j, %j", (where, isOpen) => {
  expect(isControlOpen(where)).toBe(isOpen);
});
