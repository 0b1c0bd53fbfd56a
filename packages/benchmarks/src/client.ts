// npm run bench:client: CPU time of this process for one typing event, by bare fetch, by this client and by the vendor's
// SDK, in turn, against a server in another process. CALLS and ROUNDS make it longer or shorter.
import { fork } from "node:child_process";
import { once } from "node:events";
import * as vendor from "@aws-sdk/client-connectparticipant";
import { ConnectParticipant, ContentType } from "@sendevent/client";
import { connectionToken, mediaType, method, path } from "@sendevent/openapi";

const calls = Number(process.env["CALLS"] ?? 1_000);
const rounds = Number(process.env["ROUNDS"] ?? 11);

const server = fork(new URL("./event-server.ts", import.meta.url));
const [{ port }] = await once(server, "message");
const endpoint = `http://127.0.0.1:${port}`;

const event = { ConnectionToken: "token", ContentType: ContentType.Typing };
const headers = { "content-type": mediaType, [connectionToken.header]: event.ConnectionToken };
const ours = new ConnectParticipant({ endpoint });
const credentials = { accessKeyId: "none", secretAccessKey: "none" };
const theirs = new vendor.ConnectParticipant({ endpoint, region: "us-east-1", credentials });

const contenders: [name: string, send: () => Promise<unknown>][] = [
  [
    "bare fetch",
    async () => {
      const body = JSON.stringify({ ContentType: event.ContentType, ClientToken: crypto.randomUUID() });
      const response = await fetch(endpoint + path, { method, headers, body });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return response.json();
    },
  ],
  ["this client", () => ours.sendEvent(event)],
  ["the vendor's SDK", () => theirs.sendEvent(event)],
];

/** CPU milliseconds for a call. */
async function measure(send: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) await send();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / calls;
}

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const times: number[][] = contenders.map(() => []);
for (const [, send] of contenders) await measure(send); // until the code is compiled
for (let round = 0; round < rounds; round += 1) {
  for (const [index, [, send]] of contenders.entries()) times[index]?.push(await measure(send));
}
server.disconnect();

console.log(`Node ${process.version}: CPU for a call, median of ${rounds} rounds of ${calls} calls`);
for (const [index, [name]] of contenders.entries()) {
  const own = times[index] ?? [];
  const ratio = median(own.map((time, round) => time / (times[0]?.[round] ?? Number.NaN)));
  console.log(`${name.padEnd(18)}${median(own).toFixed(3)} ms  ${ratio.toFixed(2)} × bare fetch`);
}
process.exit(); // the vendor's SDK keeps its sockets
