import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { get } from "node:https";
import { connect as connectTcp } from "node:net";
import { connect, type PeerCertificate, type TLSSocket } from "node:tls";
import { afterEach, expect, it, vi } from "vitest";
import { selfSigned } from "../src/http/self-signed.js";
import { startStub } from "../src/index.js";

afterEach(() => {
  vi.useRealTimers();
});

/** The status that a client gets who trusts `ca`. */
function health(url: string, ca: string | undefined): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(`${url}/_stub/health`, { ca, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject);
  });
}

/** The certificate that a new connection is shown. */
async function shown(port: number): Promise<PeerCertificate> {
  const socket: TLSSocket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const certificate = socket.getPeerCertificate();
  socket.destroy();
  return certificate;
}

it.each(["127.0.0.1", "localhost"])(
  "a self-signed certificate is trusted by who is given it, under %s",
  async (name) => {
    await using stub = await startStub({ tlsSelfSigned: true });
    expect(stub.url).toBe(`https://127.0.0.1:${stub.port}`);
    expect(await health(`https://${name}:${stub.port}`, stub.certificate)).toBe(200);
  },
);

it.each([
  ["stub.example", "DNS:localhost, DNS:stub.example, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1"],
  ["192.0.2.1", "DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:192.0.2.1"],
])("a self-signed certificate is for this machine and %s", (host, names) => {
  expect(new X509Certificate(selfSigned(host).cert).subjectAltName).toBe(names);
});

it("a self-signed certificate is valid for a year, and where clocks are a day behind", () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-01-02T00:00:00Z") });
  const { validFrom, validTo } = new X509Certificate(selfSigned("a").cert);
  expect([validFrom, validTo]).toEqual(["Jan  1 00:00:00 2026 GMT", "Jan  2 00:00:00 2027 GMT"]);
});

it("a self-signed certificate is trusted by nobody else", async () => {
  await using stub = await startStub({ tlsSelfSigned: true });
  await expect(health(stub.url, undefined)).rejects.toThrow("self-signed certificate");
});

it("a certificate of the caller's own is used as it is", async () => {
  const { cert, key } = selfSigned("stub.example");
  await using stub = await startStub({ tlsCert: cert, tlsKey: key });
  expect(await health(stub.url, cert)).toBe(200);
  expect((await shown(stub.port)).subjectaltname).toContain("DNS:stub.example");
});

it("a renewed certificate is shown to new connections", async () => {
  const [first, second] = [selfSigned("a"), selfSigned("b")];
  await using stub = await startStub({ tlsCert: first.cert, tlsKey: first.key });
  await stub.reload({ tlsCert: second.cert, tlsKey: second.key });
  expect((await shown(stub.port)).subjectaltname).toContain("DNS:b");
});

it.each([
  ["no key", { tlsCert: selfSigned("a").cert }, "give both, or neither"],
  ["another's key", { tlsCert: selfSigned("a").cert, tlsKey: selfSigned("b").key }, "key values mismatch"],
  ["what is no certificate", { tlsCert: "x", tlsKey: "x" }, "not both in PEM"],
  ["a self-signed one as well", { ...{ tlsCert: "x", tlsKey: "x" }, tlsSelfSigned: true }, "choose one"],
])("a certificate with %s is rejected", async (_what, options, message) => {
  await expect(startStub(options)).rejects.toThrow(message);
});

it("a reload that is rejected changes nothing", async () => {
  const { cert, key } = selfSigned("a");
  await using stub = await startStub({ tlsCert: cert, tlsKey: key });
  await expect(stub.reload({ tlsCert: cert, tlsKey: selfSigned("b").key })).rejects.toThrow("mismatch");
  await expect(stub.reload({})).rejects.toThrow("nor HTTPS HTTP");
  expect(await health(stub.url, cert)).toBe(200);
});

it("a connection that is silent does not keep the stub open", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const stub = await startStub({ tlsSelfSigned: true });
  const silent = connectTcp(stub.port, "127.0.0.1");
  await once(silent, "connect");
  await shown(stub.port); // so that the stub has seen the connection before
  const closed = stub.close();
  await new Promise((resolve) => setImmediate(resolve));
  vi.advanceTimersByTime(5_000);
  await closed;
});
