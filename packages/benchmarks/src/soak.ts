// npm run soak -- --events 60000 --seed 1: three replicas of the stub on one Redis, eight clients that retry. Replicas are
// killed and started at random, Redis is killed and started twice and paused once. At the end, the journal is held against
// what the clients were told: each ClientToken exactly once, with one Id.
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { ConnectParticipant, ContentType } from "@sendevent/client";
import { hasRedis, type Restartable, startRedis, startReplica } from "./redis.js";

const { values } = parseArgs({
  options: { events: { type: "string", default: "60000" }, seed: { type: "string", default: "1" } },
});
const events = Number(values.events);
const clients = 8;
const random = seeded(Number(values.seed));
const endpointOf = ({ port }: Restartable) => `http://127.0.0.1:${port}`;

/** The client of each replica, by its port. */
const participants = new Map<number, ConnectParticipant>();
/** Every Id that the clients were given, by ClientToken. */
const acknowledged = new Map<string, Set<string>>();
const statuses = new Map<number, number>();
const figures = { sent: 0, done: 0, replicasKilled: 0, redisRestarts: 0, redisPauses: 0 };

async function countedFetch(request: Request): Promise<Response> {
  figures.sent += 1;
  const response = await fetch(request);
  statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
  return response;
}

/** Sends an event to one replica after the other, until one has acknowledged it. */
async function send(replicas: readonly Restartable[], ClientToken: string): Promise<void> {
  for (let tried = Math.floor(random() * replicas.length); ; tried += 1) {
    const participant = participants.get(replicas[tried % replicas.length]?.port ?? 0);
    try {
      const event = { ConnectionToken: "soak", ContentType: ContentType.Typing, ClientToken };
      const response = await participant?.sendEvent(event);
      if (response?.Id === undefined) throw new Error("no Id");
      acknowledged.set(ClientToken, (acknowledged.get(ClientToken) ?? new Set()).add(response.Id));
      return;
    } catch {
      await pause(10 + random() * 40);
    }
  }
}

/** A client: of its events, some are sent again although they were acknowledged, and some to two replicas at once. */
async function client(replicas: readonly Restartable[], own: number): Promise<void> {
  for (let index = own; index < events; index += clients) {
    const ClientToken = `event-${index}`;
    const chance = random();
    await Promise.all([send(replicas, ClientToken), chance < 0.05 && send(replicas, ClientToken)]);
    if (chance > 0.95) await send(replicas, ClientToken);
    figures.done += 1;
  }
}

/** Kills replicas at random, one at a time. */
async function killReplicas(replicas: readonly Restartable[]): Promise<void> {
  while (figures.done < events) {
    await pause(1_000 + random() * 3_000);
    const replica = replicas[Math.floor(random() * replicas.length)];
    if (figures.done >= events || replica === undefined) return;
    await replica.kill("SIGKILL");
    figures.replicasKilled += 1;
    await pause(random() * 1_000);
    // One that starts while Redis is away gives up: whoever runs replicas starts it again.
    while (
      await replica.start().then(
        () => false,
        () => true,
      )
    )
      await pause(200);
  }
}

/** Kills Redis after a quarter and after three quarters of the events, and pauses it in between. */
async function disturbRedis(redis: Restartable): Promise<void> {
  const reached = async (share: number) => {
    while (figures.done < events * share) await pause(20);
  };
  for (const share of [0.25, 0.5, 0.75]) {
    await reached(share);
    if (share === 0.5) {
      await redis.kill("SIGSTOP");
      await pause(2_500);
      await redis.kill("SIGCONT");
      figures.redisPauses += 1;
    } else {
      await redis.kill("SIGKILL");
      await pause(500 + random() * 1_000);
      await redis.start();
      figures.redisRestarts += 1;
    }
  }
}

/** The Ids of all accepted entries of the journal, by ClientToken. */
async function journalOf(replica: Restartable): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (let before = ""; ; ) {
    const response = await fetch(`${endpointOf(replica)}/_stub/events?outcome=accepted&limit=1000${before}`);
    if (!response.ok) throw new Error(`The journal cannot be read: HTTP ${response.status}`);
    const page: { events: { ClientToken: string; Id: string }[]; next?: number } = JSON.parse(await response.text());
    for (const { ClientToken, Id } of page.events) found.set(ClientToken, [...(found.get(ClientToken) ?? []), Id]);
    if (page.next === undefined) return found;
    before = `&before=${page.next}`;
  }
}

/** Random numbers that are the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Resolves to whether nothing was lost, and nothing was there twice. */
async function soak(): Promise<boolean> {
  const began = performance.now();
  await using redis = await startRedis();
  const place = `redis://127.0.0.1:${redis.port}?prefix=soak`;
  await using first = await startReplica("--store", place);
  await using second = await startReplica("--store", place);
  await using third = await startReplica("--store", place);
  const replicas = [first, second, third];
  for (const replica of replicas) {
    participants.set(replica.port, new ConnectParticipant({ endpoint: endpointOf(replica), fetch: countedFetch }));
  }
  const progress = setInterval(() => console.log(`${figures.done} of ${events} events`), 5_000);
  await Promise.all([
    ...Array.from({ length: clients }, (_, own) => client(replicas, own)),
    killReplicas(replicas),
    disturbRedis(redis),
  ]);
  clearInterval(progress);

  const journal = await journalOf(first);
  const count = (is: (Ids: string[], given: Set<string>) => boolean) =>
    [...acknowledged].filter(([ClientToken, given]) => is(journal.get(ClientToken) ?? [], given)).length;
  const lost = count((Ids) => Ids.length === 0);
  const doubled = count((Ids) => Ids.length > 1);
  const twoIds = count((Ids, given) => new Set([...Ids, ...given]).size > 1);
  const others = [...statuses.keys()].filter((status) => status !== 200 && status !== 500);
  console.log(
    `seed ${values.seed}: ${acknowledged.size} ClientTokens acknowledged, ${figures.sent} requests, statuses:`,
  );
  for (const [status, times] of statuses) console.log(`  ${status}: ${times}`);
  console.log(
    `replicas killed ${figures.replicasKilled}, Redis restarted ${figures.redisRestarts} and paused ${figures.redisPauses}, ` +
      `${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  console.log(`lost ${lost}, doubled ${doubled}, two Ids ${twoIds}, other statuses ${others.join(", ") || "none"}`);
  const isComplete = acknowledged.size === events && figures.redisRestarts === 2 && figures.redisPauses === 1;
  return isComplete && lost + doubled + twoIds + others.length === 0;
}

if (hasRedis() && !(await soak())) process.exitCode = 1;
