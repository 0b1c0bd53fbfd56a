// npm run bench:client: CPU and wall time of this process for one typing event, by bare fetch, by openapi-fetch, by this client
// and by the vendor's SDK, in turn, against a server in another process; and how long each takes to import. CALLS and ROUNDS make
// it longer or shorter. What each weighs is measured by size-limit, in the client's tests.
import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import * as vendor from "@aws-sdk/client-connectparticipant";
import { ConnectParticipant, ContentType } from "@sendevent/client";
import { connectionToken, mediaType, method, path, type paths } from "@sendevent/openapi";
import createClient from "openapi-fetch";
import { median, table } from "./figures.js";
import { writeResults } from "./results.js";

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

const bare = createClient<paths>({ baseUrl: endpoint });

interface Contender {
  readonly name: string;
  readonly imports?: string;
  readonly send: () => Promise<unknown>;
}

const contenders: readonly Contender[] = [
  {
    name: "bare fetch",
    async send() {
      const body = JSON.stringify({ ContentType: event.ContentType, ClientToken: crypto.randomUUID() });
      const response = await fetch(endpoint + path, { method, headers, body });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return response.json();
    },
  },
  {
    name: "openapi-fetch",
    imports: "openapi-fetch",
    async send() {
      const { data, error } = await bare.POST(path, {
        params: { header: { [connectionToken.header]: event.ConnectionToken } },
        body: { ContentType: event.ContentType, ClientToken: crypto.randomUUID() },
      });
      if (error) throw new Error(error.Message);
      return data;
    },
  },
  { name: "this client", imports: "@sendevent/client", send: () => ours.sendEvent(event) },
  { name: "the vendor's SDK", imports: "@aws-sdk/client-connectparticipant", send: () => theirs.sendEvent(event) },
];

/** Milliseconds for a call: of the processor, and on the clock. */
async function measure(send: () => Promise<unknown>): Promise<{ cpu: number; wall: number }> {
  const before = process.cpuUsage();
  const began = performance.now();
  for (let call = 0; call < calls; call += 1) await send();
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1_000 / calls, wall: (performance.now() - began) / calls };
}

/** Milliseconds that a fresh process takes to import a package. */
function importTime(name: string): number {
  const script = `const began = performance.now(); await import(${JSON.stringify(name)}); console.log(performance.now() - began)`;
  return Number(
    execFileSync(process.execPath, ["--input-type=module", "--eval", script], { cwd: import.meta.dirname }),
  );
}

const times = contenders.map((): { cpu: number; wall: number }[] => []);
const imports = contenders.map((): number[] => []);
for (const { send } of contenders) await measure(send); // until the code is compiled
for (let round = 0; round < rounds; round += 1) {
  for (const [index, { send, imports: name }] of contenders.entries()) {
    times[index]?.push(await measure(send));
    if (name !== undefined) imports[index]?.push(importTime(name));
  }
}
server.disconnect();

const figures = contenders.map(({ name }, index) => {
  const own = times[index] ?? [];
  const ratio = (of: "cpu" | "wall") =>
    median(own.map((time, round) => time[of] / (times[0]?.[round]?.[of] ?? Number.NaN)));
  const cpuMs = median(own.map(({ cpu }) => cpu));
  return { name, cpuMs, cpu: ratio("cpu"), wall: ratio("wall"), importMs: median(imports[index] ?? []) };
});
console.log(`Node ${process.version}: one call, median of ${rounds} rounds of ${calls} calls; × bare fetch\n`);
const rows = figures.map(({ name, cpuMs, cpu, wall, importMs }) => [
  name,
  cpuMs.toFixed(3),
  cpu.toFixed(2),
  wall.toFixed(2),
  Number.isNaN(importMs) ? "-" : importMs.toFixed(0),
]);
console.log(table([["", "CPU ms", "× CPU", "× wall", "import ms"], ...rows]));
await writeResults("client", { rounds, calls, figures });
process.exit(); // the vendor's SDK keeps its sockets
