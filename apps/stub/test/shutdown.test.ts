import { connect } from "node:net";
import { expect, it } from "vitest";
import { startStub } from "../src/index.js";
import { sendEvent } from "./send-event.js";

/** Opens a connection, and resolves once a text is on its way. */
async function opened(port: number, text: string) {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {}); // the stub may reset it
  const closed = new Promise((resolve) => socket.once("close", resolve));
  await new Promise((resolve) => socket.once("connect", resolve));
  if (text !== "") await new Promise((resolve) => socket.write(text, resolve));
  return { closed };
}

it.each([
  ["nothing was sent", ""],
  ["half a head was sent", "POST /participant/event HTTP/1.1\r\nHost: x\r\n"],
])("closes a connection on which %s", async (_what, text) => {
  const stub = await startStub();
  const { closed } = await opened(stub.port, text);
  await sendEvent(stub); // so that the stub has seen the connection before
  await Promise.all([stub.close(), closed]);
});

it("closes a kept connection after the response that was in flight", async () => {
  const stub = await startStub({ faults: [{ delayMs: 60_000 }] });
  const inFlight = sendEvent(stub);
  while ((await (await fetch(`${stub.url}/_stub/faults`)).text()).includes('"hits":0'));
  const [response] = await Promise.all([inFlight, stub.close()]);
  expect(response.headers.get("connection")).toBe("close");
});
