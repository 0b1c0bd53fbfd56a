import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { connectionToken, contentTypes, mediaType, path } from "@sendevent/openapi";

/**
 * Sends new events at a constant rate, whether or not the last ones have their responses, and resolves to the time, in
 * milliseconds, within which 99 of 100 had theirs: from when each was due, so that a server that stops is not measured as idle.
 */
export async function p99(port: number, rate: number, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const latencies: number[] = [];
  const pending: Promise<void>[] = [];
  const count = Math.round(rate * seconds);
  const began = performance.now();
  for (let sent = 0; sent < count; ) {
    for (; sent < count && began + (sent / rate) * 1000 <= performance.now(); sent += 1) {
      const due = began + (sent / rate) * 1000;
      pending.push(
        sendOne(port, agent, `paced-${began}-${sent}`).then(() => void latencies.push(performance.now() - due)),
      );
    }
    await pause(1);
  }
  await Promise.all(pending);
  agent.destroy();
  latencies.sort((a, b) => a - b);
  return latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN;
}

function sendOne(port: number, agent: Agent, ClientToken: string): Promise<void> {
  const body = JSON.stringify({ ContentType: contentTypes.Typing, ClientToken });
  const headers = { "content-type": mediaType, "content-length": body.length, [connectionToken.header]: "paced" };
  return new Promise((done, fail) => {
    const outgoing = request({ agent, port, host: "127.0.0.1", method: "POST", path, headers });
    outgoing.on("response", (response) => response.resume().on("end", done));
    outgoing.on("error", fail).end(body);
  });
}
