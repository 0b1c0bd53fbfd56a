import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Exchange, givenTokens, runConformance, startProxy, stubTokens } from "../src/index.js";

const open: Socket[] = [];
let server: Server;
let url: URL;

/** A server that never responds, and a clock that runs a minute ahead whenever a request is there. */
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  server = createServer((socket) => {
    open.push(socket);
    socket.on("error", () => {});
    socket.on("data", () => vi.advanceTimersByTime(60_000));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port }: AddressInfo = Object(server.address());
  url = new URL(`http://127.0.0.1:${port}`);
});
afterEach(() => {
  vi.useRealTimers();
  for (const socket of open.splice(0)) socket.destroy();
  server.close();
});

it("runConformance waits 5000 ms for a response", async () => {
  const { results } = await runConformance({ url, tokens: givenTokens("t"), only: ["event-typing"] });
  expect(results[0]?.steps[0]?.failures).toEqual(["no response within 5000 ms"]);
});

it("stubTokens waits 5000 ms for a response", async () => {
  await expect(stubTokens(url)).rejects.toThrow("no response within 5000 ms");
});

it("the proxy waits 60,000 ms for a response", async () => {
  const exchanges: Exchange[] = [];
  const proxy = await startProxy({ upstream: url, onExchange: (one) => exchanges.push(one) });
  await fetch(proxy.url).catch(() => {});
  await vi.waitFor(() => expect(exchanges).toHaveLength(1));
  await proxy.close();
  expect(exchanges[0]?.responseViolations).toEqual(["none: no response within 60000 ms"]);
});
