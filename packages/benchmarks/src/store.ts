// npm run bench:store: how many events a second the stub accepts with its state in memory, and in Redis with one replica and
// with two; for how long an event loop was blocked; and how much CPU time an event took, which tells how much two replicas
// have on cores of their own. REQUESTS makes it longer or shorter.
import { Agent, request } from "node:http";
import { connectionToken, contentTypes, mediaType, path } from "@sendevent/openapi";
import { hasRedis, type Restartable, startRedis, startReplica } from "./redis.js";

const requests = Number(process.env["REQUESTS"] ?? 10_000);
const rounds = 3;
const parallel = 32;
let sent = 0;

/** Sends one new event. */
function send({ port }: Restartable, agent: Agent): Promise<void> {
  sent += 1;
  const body = JSON.stringify({ ContentType: contentTypes.Typing, ClientToken: `event-${sent}` });
  const headers = {
    "content-type": mediaType,
    "content-length": body.length,
    [connectionToken.header]: `connection-${sent % 100}`,
  };
  return new Promise((done, fail) => {
    const outgoing = request({ agent, port, host: "127.0.0.1", method: "POST", path, headers });
    outgoing.on("response", (response) => {
      response.resume().on("end", () => (response.statusCode === 200 ? done() : fail(new Error("not accepted"))));
    });
    outgoing.on("error", fail).end(body);
  });
}

/** Events a second, so many at a time. */
async function rate(replicas: readonly Restartable[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: parallel });
  let next = 0;
  const began = performance.now();
  const worker = async () => {
    for (let replica = replicas[next++ % replicas.length]; replica && next <= requests; ) {
      await send(replica, agent);
      replica = replicas[next++ % replicas.length];
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  agent.destroy();
  return (requests / (performance.now() - began)) * 1000;
}

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function bench(): Promise<void> {
  await using redis = await startRedis();
  const place = `redis://127.0.0.1:${redis.port}`;
  await using inMemory = await startReplica();
  await using one = await startReplica("--store", place);
  await using two = await startReplica("--store", place);
  const contenders: [name: string, replicas: Restartable[]][] = [
    ["in memory", [inMemory]],
    ["Redis, one replica", [one]],
    ["Redis, two replicas", [one, two]],
  ];
  for (const [, replicas] of contenders) await rate(replicas); // until the code is compiled
  for (const replica of [inMemory, one, two]) await replica.kill("SIGUSR2");
  const rates: number[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, [, replicas]] of contenders.entries()) rates[index]?.push(await rate(replicas));
  }
  console.log(`Node ${process.version}: events a second, median of ${rounds} rounds of ${requests}`);
  const [base = Number.NaN] = rates.map(median);
  for (const [index, [name]] of contenders.entries()) {
    const own = median(rates[index] ?? []);
    console.log(`${name.padEnd(20)}${own.toFixed(0).padStart(6)}  ${(own / base).toFixed(2)} × in memory`);
  }
  for (const [name, replica] of Object.entries({ "in memory": inMemory, "Redis, first": one, "Redis, second": two })) {
    await replica.kill("SIGTERM");
    const [, blocked, cpu] = /(event loop .*); (\d+) ms of CPU/.exec(replica.output()) ?? [];
    const events = rounds * requests * (name === "Redis, first" ? 1.5 : name === "Redis, second" ? 0.5 : 1);
    console.log(`${name.padEnd(20)}${blocked}, ${(Number(cpu) / events).toFixed(2)} ms of CPU for an event`);
  }
}

if (hasRedis()) await bench();
