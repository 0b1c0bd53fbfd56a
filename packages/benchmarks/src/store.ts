// npm run bench:store: how many events a second the stub accepts with its state in memory, and in Redis with one replica and
// with two; for how long an event loop was blocked; and how much CPU time an event took, which tells how much two replicas
// have on cores of their own. REQUESTS makes it longer or shorter.
import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { connectionToken, contentTypes, mediaType, path } from "@sendevent/openapi";
import { hasRedis, type Restartable, startRedis, startReplica } from "./redis.js";

const requests = Number(process.env["REQUESTS"] ?? 10_000);
const rounds = 5;
const parallel = 32;
let sent = 0;

/** A request with a new event. */
function event(): string {
  sent += 1;
  const body = JSON.stringify({ ContentType: contentTypes.Typing, ClientToken: `event-${sent}` });
  const headers = { host: "stub", "content-type": mediaType, "content-length": body.length };
  const lines = Object.entries({ ...headers, [connectionToken.header]: `connection-${sent % 100}` });
  return `POST ${path} HTTP/1.1\r\n${lines.map((line) => `${line.join(": ")}\r\n`).join("")}\r\n${body}`;
}

/** Sends events on a connection for as long as there are some, by hand: an HTTP client takes as much of the machine as the stub. */
async function send({ port }: Restartable, isLeft: () => boolean): Promise<void> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  let response = "";
  socket.on("data", (chunk) => {
    response += chunk.toString("latin1");
    if (!response.endsWith("}")) return; // the body is JSON
    if (!response.startsWith("HTTP/1.1 200 ")) socket.destroy(new Error(`not accepted: ${response}`));
    else if (isLeft()) socket.write(event());
    else socket.end();
    response = "";
  });
  if (isLeft()) socket.write(event());
  else socket.end();
  await once(socket, "close");
}

/** Events a second, so many at a time. */
async function rate(replicas: readonly Restartable[]): Promise<number> {
  let left = requests;
  const isLeft = () => left-- > 0;
  const began = performance.now();
  const connections = Array.from({ length: parallel / replicas.length }, () =>
    replicas.map((replica) => send(replica, isLeft)),
  );
  await Promise.all(connections.flat());
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
  const redisBefore = await cpuOf(redis);
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
  const redisCpu = await cpuOf(redis);
  for (const [name, replica] of Object.entries({ "in memory": inMemory, "Redis, first": one, "Redis, second": two })) {
    await replica.kill("SIGTERM");
    const [, blocked, cpu] = /(event loop .*); (\d+) ms of CPU/.exec(replica.output()) ?? [];
    const events = rounds * requests * (name === "Redis, first" ? 1.5 : name === "Redis, second" ? 0.5 : 1);
    console.log(`${name.padEnd(20)}${perEvent(Number(cpu), events)}, ${blocked}`);
  }
  console.log(`${"Redis itself".padEnd(20)}${perEvent(redisCpu - redisBefore, 2 * rounds * requests)}`);
}

/** What an event costs, and how many that lets a core do in a second. */
function perEvent(cpu: number, events: number): string {
  const each = cpu / events;
  return `${each.toFixed(3)} ms of CPU an event: at most ${(1000 / each).toFixed(0)} a second with a core of its own`;
}

/** The CPU time of Redis so far, in milliseconds. */
async function cpuOf({ port }: Restartable): Promise<number> {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.end("INFO cpu\r\n");
  const info = await text(socket);
  return 1000 * [...info.matchAll(/^used_cpu_(?:sys|user):(\S+)/gm)].reduce((sum, [, part]) => sum + Number(part), 0);
}

if (hasRedis()) await bench();
