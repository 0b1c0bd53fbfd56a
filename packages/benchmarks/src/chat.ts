// npm run bench:chat [-- --chats 100 --sockets 5 --rate 20 --seconds 60]: what the stub's chats deliver. So many chats, each with a
// customer and an agent who have so many sockets between them; customers together send so many events a second, and so do agents.
// Every socket must get every event of its chat once, and all sockets of a chat in one order.
import { once } from "node:events";
import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { contentTypes, path as eventPath } from "@sendevent/openapi";
import { WebSocket } from "ws";
import { type Running, start, stubWith, temporaryFolder } from "./contender.js";
import { table } from "./figures.js";
import { writeResults } from "./results.js";

const { values } = parseArgs({
  options: {
    chats: { type: "string", default: "100" },
    sockets: { type: "string", default: "5" },
    rate: { type: "string", default: "20" },
    seconds: { type: "string", default: "60" },
  },
});
const [chats, sockets] = [Number(values.chats), Number(values.sockets)];
const [rate, seconds] = [Number(values.rate), Number(values.seconds)];
/** The quantiles of latency that are told. */
const quantiles = [0.5, 0.9, 0.99, 1];
/** How often memory is measured, in milliseconds. */
const memoryMs = 5_000;

/** An event that came by a socket, and when. */
interface Delivery {
  readonly Id: string;
  readonly at: number;
}

/** A chat, with what each of its sockets has got. */
interface Chat {
  readonly tokens: readonly string[];
  readonly got: Delivery[][];
  readonly sent: string[][];
  readonly open: readonly WebSocket[];
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
/** When each event was sent, by its Id. */
const sentAt = new Map<string, number>();
let delivered = 0;

function post(port: number, path: string, token: string, body: object): Promise<Record<string, unknown>> {
  const text = JSON.stringify(body);
  const headers = { "content-type": "application/json", "content-length": text.length, "x-amz-bearer": token };
  return new Promise((done, fail) => {
    const outgoing = request({ agent, port, host: "127.0.0.1", method: "POST", path, headers });
    outgoing.on("response", async (response) => {
      let answer = "";
      for await (const chunk of response) answer += chunk;
      if (Math.floor((response.statusCode ?? 0) / 100) === 2) done(JSON.parse(answer));
      else fail(new Error(`${path} responded with ${response.statusCode}: ${answer}`));
    });
    outgoing.on("error", (error) => {
      // The stub has closed a silent connection just when it was to be used again.
      if (outgoing.reusedSocket) post(port, path, token, body).then(done, fail);
      else fail(error);
    });
    outgoing.end(text);
  });
}

/** Creates a chat, and opens its sockets: those of the customer and of the agent in turn. */
async function openChat({ port }: Running): Promise<Chat> {
  const { Participants } = Object(await post(port, "/_stub/chats", "control", {}));
  const tokens: string[] = [];
  const got: Delivery[][] = [];
  const open: WebSocket[] = [];
  for (let index = 0; index < sockets; index += 1) {
    const { ParticipantToken } = Participants[index % 2];
    const joined = Object(await post(port, "/participant/connection", ParticipantToken, {}));
    tokens[index % 2] ??= joined.ConnectionCredentials.ConnectionToken;
    const socket = new WebSocket(joined.Websocket.Url, { perMessageDeflate: false });
    await once(socket, "open");
    socket.send('{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}');
    await once(socket, "message");
    const own: Delivery[] = [];
    socket.on("message", (data) => receive(own, String(data)));
    got.push(own);
    open.push(socket);
  }
  return { tokens, got, open, sent: [[], []] };
}

function receive(got: Delivery[], frame: string): void {
  const { topic, content } = JSON.parse(frame);
  const { ContentType, Id } = topic === "aws/chat" ? JSON.parse(content) : {};
  if (ContentType !== contentTypes.Typing) return;
  got.push({ Id, at: performance.now() });
  delivered += 1;
}

/** Sends one event as a participant. */
async function send({ port }: Running, { tokens, sent }: Chat, side: number, ClientToken: string): Promise<void> {
  const began = performance.now();
  const { Id } = await post(port, eventPath, tokens[side] ?? "", { ContentType: contentTypes.Typing, ClientToken });
  sentAt.set(String(Id), began);
  sent[side]?.push(String(Id));
}

/** What is wrong with the deliveries of a chat. */
function problemsOf({ got, sent }: Chat): string[] {
  const all = new Set(sent.flat());
  const received = got.map((own) => own.map(({ Id }) => Id));
  const [first = []] = received;
  return received.flatMap((ids) => [
    ...(new Set(ids).size < ids.length ? ["an event was delivered twice"] : []),
    ...(ids.length !== all.size || ids.some((id) => !all.has(id)) ? [`${ids.length} of ${all.size} events`] : []),
    ...(ids.join() === first.join() ? [] : ["sockets disagree on the order"]),
    ...sent.flatMap((own) => (own.join() === ids.filter((id) => own.includes(id)).join() ? [] : ["out of order"])),
  ]);
}

async function bench(): Promise<void> {
  await using folder = await temporaryFolder();
  await using stub = await start(stubWith("chats", "--journal-size", "1000"), folder.path);
  const rooms: Chat[] = [];
  for (let index = 0; index < chats; index += 1) rooms.push(await openChat(stub));
  const memory: number[] = []; // in MB
  const measure = async () => void memory.push(Math.round(await stub.memory()));
  await measure();
  const measuring = setInterval(measure, memoryMs);
  const pending: Promise<void>[] = [];
  const began = performance.now();
  for (let tick = 0; tick < rate * seconds; ) {
    for (; tick < rate * seconds && began + (tick / rate) * 1000 <= performance.now(); tick += 1) {
      const room = rooms[tick % chats];
      if (room) pending.push(send(stub, room, 0, `customer-${tick}`), send(stub, room, 1, `agent-${tick}`));
    }
    await pause(1);
  }
  await Promise.all(pending);
  const expected = pending.length * sockets;
  for (let waited = 0; delivered < expected && waited < 5_000; waited += 50) await pause(50);
  clearInterval(measuring);
  await measure();
  const problems = rooms.flatMap(problemsOf);
  for (const socket of rooms.flatMap(({ open }) => open)) socket.terminate();
  agent.destroy();
  const deliveries = rooms.flatMap(({ got }) => got.flat());
  const latencies = deliveries.map(({ Id, at }) => at - (sentAt.get(Id) ?? at)).toSorted((a, b) => a - b);
  const at = (quantile: number) => latencies[Math.ceil(latencies.length * quantile) - 1] ?? Number.NaN;
  const figures = {
    sockets: chats * sockets,
    chats,
    eventsPerSecond: 2 * rate,
    seconds,
    events: pending.length,
    deliveries: latencies.length,
    lost: expected - latencies.length,
    problems: [...new Set(problems)].join("; "),
    latencyMs: Object.fromEntries(quantiles.map((quantile) => [`p${quantile * 100}`, Number(at(quantile).toFixed(1))])),
    memoryMB: { start: memory[0], end: memory.at(-1), most: Math.max(...memory) },
  };
  console.log(table(Object.entries(figures).map(([name, value]) => [name, JSON.stringify(value)])));
  console.log(`memory, each ${memoryMs / 1000} s: ${memory.join(" ")} MB`);
  await writeResults("chat", figures);
  if (figures.lost !== 0 || problems.length > 0) process.exitCode = 1;
}

await bench();
