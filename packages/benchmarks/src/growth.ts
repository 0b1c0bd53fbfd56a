// npm run bench:growth [-- --seconds 3]: what the stub's rate, latency and memory are when there is more of something: larger
// bodies, a longer journal, more followers, tokens, faults, connections, chats. What should be constant is, and nothing grows
// faster than what there is more of.
import { get } from "node:http";
import { parseArgs } from "node:util";
import { contentTypes } from "@sendevent/openapi";
import { type Contender, type Running, start, stubWith, temporaryFolder } from "./contender.js";
import { table } from "./figures.js";
import { p99 } from "./paced.js";
import { writeResults } from "./results.js";
import { type Load, send } from "./wrk.js";

const { values } = parseArgs({ options: { seconds: { type: "string", default: "3" } } });
const seconds = Number(values.seconds);

/** One curve: of what there is more and more, and how. */
interface Curve {
  readonly of: string;
  readonly sizes: readonly number[];
  /** The flags of a stub with so much. */
  readonly flags?: (size: number) => string[];
  /** How events are sent to a stub with so much. */
  readonly load?: (size: number) => Partial<Load>;
  /** Brings so much into the stub. Resolves to what takes it out again. */
  readonly prepare?: (server: Running, size: number) => Promise<() => void>;
}

const nothing = () => {};

const curves: readonly Curve[] = [
  { of: "bytes of Content", sizes: [1, 1_000, 4_000, 16_000], load: (contentLength) => ({ contentLength }) },
  {
    of: "journal entries",
    sizes: [100, 1_000, 10_000],
    flags: (size) => ["--journal-size", String(size)],
    async prepare({ port }) {
      await send(port, "accepted", { seconds: 4 }); // until it is full
      return nothing;
    },
  },
  { of: "followers of the stream", sizes: [0, 1, 10, 50, 200], prepare: async ({ port }, size) => follow(port, size) },
  {
    of: "live tokens",
    sizes: [0, 1_000, 20_000, 100_000],
    async prepare({ port }, size) {
      for (let issued = 0; issued < size; issued += 100) {
        await Promise.all(Array.from({ length: Math.min(100, size - issued) }, () => post(port, "connections", {})));
      }
      return nothing;
    },
  },
  {
    of: "staged faults",
    sizes: [0, 10, 100, 1_000],
    async prepare({ port }, size) {
      const fault = { exception: "ThrottlingException", connectionToken: "another" };
      for (let staged = 0; staged < size; staged += 1) await post(port, "faults", fault);
      return nothing;
    },
  },
  { of: "sockets", sizes: [1, 32, 500, 2_000], load: (sockets) => ({ sockets }) },
  { of: "connections", sizes: [1, 100, 2_000], load: (connections) => ({ connections }) },
];

/** What was measured at one point of a curve. */
interface Point {
  readonly size: number;
  readonly rate: number;
  readonly p99Ms: number;
  readonly peakMemoryMB: number;
}

async function measure(curve: Curve, size: number, folder: string): Promise<Point> {
  const contender: Contender = stubWith("stub", ...(curve.flags?.(size) ?? []));
  await using server = await start(contender, folder);
  await send(server.port, "accepted", { seconds: 2 }); // until the code is compiled
  const release = (await curve.prepare?.(server, size)) ?? nothing;
  const rate = await send(server.port, "accepted", { seconds, ...curve.load?.(size) });
  const latency = await p99(server.port, 200, seconds); // slow enough for any size: what is left is the event's own way
  release();
  return { size, rate, p99Ms: latency, peakMemoryMB: await server.peakMemory() };
}

async function post(port: number, operation: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const url = `http://127.0.0.1:${port}/_stub/${operation}`;
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  await response.arrayBuffer();
  if (response.status !== 201) throw new Error(`${operation}: ${response.status}`);
}

/** Opens so many event streams, and reads them. */
async function follow(port: number, count: number): Promise<() => void> {
  const url = `http://127.0.0.1:${port}/_stub/events/stream?contentType=${encodeURIComponent(contentTypes.Typing)}`;
  const open = () =>
    new Promise<ReturnType<typeof get>>((done, fail) => {
      const stream = get(url, { agent: false }, (response) => {
        response.resume();
        done(stream);
      });
      stream.on("error", fail);
    });
  const streams = await Promise.all(Array.from({ length: count }, open));
  return () => {
    for (const stream of streams) stream.removeAllListeners("error").on("error", nothing).destroy();
  };
}

await using folder = await temporaryFolder();
const results: Record<string, Point[]> = {};
for (const curve of curves) {
  const points: Point[] = [];
  for (const size of curve.sizes) {
    console.error(`${size} ${curve.of} …`);
    points.push(await measure(curve, size, folder.path));
  }
  results[curve.of] = points;
  const first = points[0]?.rate ?? Number.NaN;
  const rows = points.map(({ size, rate, p99Ms, peakMemoryMB }) => [
    String(size),
    rate.toFixed(0),
    (rate / first).toFixed(2),
    p99Ms.toFixed(1),
    peakMemoryMB.toFixed(0),
  ]);
  console.log(`${table([[curve.of, "accepted/s", "× first", "p99 ms at 200/s", "peak MB"], ...rows])}\n`);
}
await writeResults("growth", { seconds, figures: results });
