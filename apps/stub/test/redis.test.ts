import { execFile } from "node:child_process";
import { connect, createServer, type Server, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stub, startStub } from "../src/index.js";
import { hasRedis, RedisServer } from "./redis-server.js";
import { control, sendEvent, typing } from "./send-event.js";
import { openStore } from "./stores.js";

const unavailable = { status: 500, exception: "InternalServerException" };

/** Sends one event again and again until it is accepted. */
async function untilAccepted(stub: Stub, ClientToken: string) {
  for (;;) {
    const response = await sendEvent(stub, { ContentType: typing, ClientToken });
    if (response.status === 200) return response.body["Id"];
    expect(response).toMatchObject(unavailable);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Passes bytes on to Redis, replies changed by `change`, until it is told to cut the connections. */
async function proxyTo(port: number, change: (reply: string) => string = (reply) => reply) {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const redis = connect(port, "127.0.0.1");
    for (const end of [socket, redis]) {
      sockets.add(end);
      end
        .on("error", () => {})
        .on("close", () => {
          socket.destroy();
          redis.destroy();
        });
    }
    socket.pipe(redis);
    redis.on("data", (reply) => socket.write(change(reply.toString("latin1")), "latin1"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("no port");
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const dispose = () => {
    cut();
    server.close();
  };
  return { url: `redis://127.0.0.1:${address.port}`, cut, [Symbol.dispose]: dispose };
}

describe.skipIf(!hasRedis)("on Redis", () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start("--appendonly", "yes", "--appendfsync", "always");
  });
  afterAll(() => redis[Symbol.asyncDispose]());
  const place = (prefix: string) => ({ store: `${redis.url}?prefix=${prefix}` });

  describe("replicas", () => {
    it("that race on one ClientToken accept it once, and respond alike", async () => {
      await using one = await startStub(place("race"));
      await using two = await startStub(place("race"));
      const race = Array.from({ length: 40 }, (_, index) =>
        sendEvent(index % 2 ? one : two, { ContentType: typing, ClientToken: "same" }),
      );
      const Ids = (await Promise.all(race)).map(({ body }) => body["Id"]);
      expect(new Set(Ids).size).toBe(1);
      expect(await two.events({ outcome: "accepted" })).toHaveLength(1);
      expect(await one.events({ outcome: "replayed" })).toHaveLength(39);
    });

    it("count a fault's times and skip together", async () => {
      const faults = [{ exception: "ConflictException" as const, skip: 1, times: 2 }];
      await using one = await startStub({ ...place("faults"), faults });
      await using two = await startStub({ ...place("faults"), faults });
      const statuses = [];
      for (const stub of [one, two, one, two]) statuses.push((await sendEvent(stub)).status);
      expect(statuses).toEqual([200, 409, 409, 200]);
    });

    it("share tokens, a quota and a reset", async () => {
      const options = { ...place("state"), access: "registered", throttle: { rate: 0.001, burst: 2 } } as const;
      await using one = await startStub(options);
      await using two = await startStub(options);
      const { ConnectionToken } = await one.issueConnection();
      const statuses = [];
      for (const stub of [two, one, two]) {
        statuses.push((await sendEvent(stub, { ContentType: typing }, { token: ConnectionToken })).status);
      }
      expect(statuses).toEqual([200, 200, 429]);
      await two.reset();
      expect(await sendEvent(one, { ContentType: typing }, { token: ConnectionToken })).toMatchObject({ status: 403 });
    });

    it("wake whoever waits at another one", async () => {
      await using one = await startStub(place("wait"));
      await using two = await startStub(place("wait"));
      const found = two.waitForEvents(1, { timeoutMs: 20_000 });
      await sendEvent(one);
      expect(await found).toMatchObject([{ sequence: 1 }]);
    });
  });

  it("two prefixes never see each other, also at a reset", async () => {
    await using one = await startStub(place("one"));
    await using two = await startStub(place("two"));
    await sendEvent(one, { ContentType: typing, ClientToken: "same" });
    const second = await sendEvent(two, { ContentType: typing, ClientToken: "same" });
    expect(await two.events()).toMatchObject([{ sequence: 1, Id: second.body["Id"] }]);
    await two.reset();
    expect([(await one.events()).length, (await two.events()).length]).toEqual([1, 0]);
  });

  it("no key is without an expiry", async () => {
    await using stub = await startStub({ ...place("expiry"), seed: 1, throttle: { rate: 100, burst: 100 } });
    await stub.addFault({ delayMs: 0 });
    await stub.issueConnection();
    const within = stub.namespace("within");
    for (const each of [stub, within]) {
      await sendEvent(each, { ContentType: typing, ClientToken: "c" });
      await sendEvent(each, { ContentType: typing }, { token: "stub:reset:1" }).catch(() => {});
    }
    const keys = await redis.send(["KEYS", "expiry:*"]);
    if (!Array.isArray(keys)) throw new TypeError("no keys");
    expect(keys.length).toBeGreaterThan(15);
    const lasting = [];
    for (const key of keys) if (Number(await redis.send(["PTTL", key])) < 0) lasting.push(key);
    expect(lasting).toEqual([]);
  });

  it("keeps neither a ConnectionToken nor a ParticipantToken", async () => {
    await using stub = await startStub(place("secret"));
    await stub.issueConnection({ ConnectionToken: "s3cret-c", ParticipantToken: "s3cret-p" });
    await sendEvent(stub, { ContentType: typing, ClientToken: "c" }, { token: "s3cret-c" });
    const values = await redis.send(["EVAL", "return redis.call('HGETALL', 'secret::tokens')", "0"]);
    expect(JSON.stringify([values, await stub.events()])).not.toContain("s3cret");
  });
});

describe.skipIf(!hasRedis)("what was accepted", () => {
  it("is there exactly once after Redis was killed, and the stub comes back by itself", async () => {
    await using redis = await RedisServer.start("--appendonly", "yes", "--appendfsync", "always");
    await using stub = await startStub({ store: redis.url });
    const Ids = new Map<string, unknown>();
    for (const name of ["a", "b", "c"]) Ids.set(name, await untilAccepted(stub, name));
    await redis.signal("SIGKILL");
    expect(await sendEvent(stub, { ContentType: typing, ClientToken: "d" })).toMatchObject(unavailable);
    expect(await control(stub, "GET", "/ready")).toMatchObject({ status: 503 });
    expect(await control(stub, "GET", "/live")).toMatchObject({ status: 200 });
    await redis.start();
    for (const name of ["a", "b", "c", "d"]) Ids.set(`${name} again`, await untilAccepted(stub, name));
    for (const name of ["a", "b", "c"]) expect(Ids.get(`${name} again`)).toBe(Ids.get(name));
    const accepted = await stub.events({ outcome: "accepted" });
    expect(accepted.map(({ ClientToken }) => ClientToken)).toEqual(["a", "b", "c", "d"]);
    expect(await control(stub, "GET", "/ready")).toMatchObject({ status: 200 });
  });

  it("is there exactly once when the connection was cut in the middle", async () => {
    await using redis = await RedisServer.start();
    let cutNext = false;
    using proxy = await proxyTo(redis.port, (reply) => {
      if (cutNext && reply.includes("accepted")) {
        cutNext = false;
        proxy.cut(); // Redis has taken the step, and nobody hears of it
      }
      return reply;
    });
    await using stub = await startStub({ store: proxy.url });
    await untilAccepted(stub, "before");
    cutNext = true;
    expect(await sendEvent(stub, { ContentType: typing, ClientToken: "cut" })).toMatchObject(unavailable);
    const Id = await untilAccepted(stub, "cut");
    expect(await stub.events({ outcome: "accepted" })).toMatchObject([
      { ClientToken: "before" },
      { ClientToken: "cut", Id },
    ]);
  });

  it("is there, and the rest is rejected, while Redis holds its breath", async () => {
    await using redis = await RedisServer.start();
    await using stub = await startStub({ store: redis.url });
    const Id = await untilAccepted(stub, "before");
    await redis.signal("SIGSTOP");
    const during = Array.from({ length: 5 }, (_, index) =>
      sendEvent(stub, { ContentType: typing, ClientToken: String(index) }),
    );
    for (const response of await Promise.all(during)) expect(response).toMatchObject(unavailable);
    expect(await control(stub, "GET", "/ready")).toMatchObject({ status: 503 });
    await redis.signal("SIGCONT");
    expect(await untilAccepted(stub, "before")).toBe(Id);
    for (let index = 0; index < 5; index += 1) await untilAccepted(stub, String(index));
    const accepted = (await stub.events({ outcome: "accepted" })).map(({ ClientToken }) => ClientToken);
    expect(accepted.sort()).toEqual(["0", "1", "2", "3", "4", "before"]);
  });
});

it.skipIf(!hasRedis)("a process that has no turn for long takes Redis for no slower than it is", async () => {
  await using redis = await RedisServer.start();
  await using store = await openStore(redis.url);
  const { journal } = store.namespace("");
  const step = journal.newest();
  const idle = performance.now() + 1_500; // longer than a step may take
  while (performance.now() < idle);
  expect([await step, await journal.newest(), store.errors]).toEqual([0, 0, 0]);
});

it.skipIf(!hasRedis).each(["killed", "paused"])("whoever waits is woken after Redis was %s", async (how) => {
  await using redis = await RedisServer.start("--appendonly", "yes", "--appendfsync", "always");
  await using stub = await startStub({ store: redis.url });
  await using other = await startStub({ store: redis.url });
  await untilAccepted(stub, "first");
  const found = stub.waitForEvents(2, { timeoutMs: 25_000 });
  const followers = async () => String(await redis.send(["PUBSUB", "NUMSUB", "sendevent-stub:appended"]));
  while (!(await followers()).endsWith(",1")) await new Promise(setImmediate);
  for (let trips = 0; trips < 3; trips += 1) await stub.events(); // until the waiter has nothing more to ask
  await redis.signal(how === "killed" ? "SIGKILL" : "SIGSTOP");
  expect(await sendEvent(stub)).toMatchObject(unavailable);
  await (how === "killed" ? redis.start() : redis.signal("SIGCONT"));
  await untilAccepted(other, "second");
  const ClientTokens = (await found).map(({ ClientToken }) => ClientToken);
  expect(ClientTokens).toContain("first");
});

// Some wait for a program that starts, or gives Redis its time: more than the mutation tests give to others.
describe.skipIf(!hasRedis)("a Redis that cannot be used as it is", { timeout: 30_000 }, () => {
  const cases: [string, string[], string | undefined, string, (redis: RedisServer) => Promise<unknown>][] = [
    [
      "wrong password",
      ["--requirepass", "right"],
      "redis://:s3cret@127.0.0.1",
      "rejects the user or the password",
      async () => {},
    ],
    ["no password", ["--requirepass", "right"], undefined, "rejects the user or the password", async () => {}],
    ["read-only", [], undefined, "is a read-only replica", (redis) => redis.send(["REPLICAOF", "127.0.0.1", "1"])],
    ["out of memory", [], undefined, "is out of memory", (redis) => redis.send(["CONFIG", "SET", "maxmemory", "1"])],
    ["no such database", [], "redis://127.0.0.1/99", "has no such database", async () => {}],
  ];

  it.each(cases)("is one line at the start: %s", async (_what, args, place, problem, prepare) => {
    await using redis = await RedisServer.start(...args);
    await prepare(redis);
    const url = new URL(place ?? redis.url);
    url.port = String(redis.port);
    const { code, stderr } = await run("--store", url.href);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      new RegExp(`^sendevent-stub: The store redis://127\\.0\\.0\\.1:${redis.port}\\S* ${problem}.*\n$`),
    );
    expect(stderr).not.toContain("s3cret");
  });

  it("is one line at the start: too old a version", async () => {
    await using redis = await RedisServer.start();
    using proxy = await proxyTo(redis.port, (reply) => reply.replace(/redis_version:\d/, "redis_version:6"));
    expect(await run("--store", proxy.url)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("needs Redis 7.0"),
    });
  });

  it.each([
    ["LOADING", "is loading its data"],
    ["MISCONF", "cannot write to its disk"],
  ])("is one line at the start: %s", async (code, problem) => {
    await using redis = await RedisServer.start();
    using proxy = await proxyTo(redis.port, (reply) => reply.replaceAll("+OK\r\n", `-${code} for now\r\n`));
    expect(await run("--store", proxy.url)).toMatchObject({ code: 1, stderr: expect.stringContaining(problem) });
  });

  it("is one line at the start: a user who may not write", async () => {
    await using redis = await RedisServer.start();
    await redis.send(["ACL", "SETUSER", "stub", "on", ">s3cret", "~p:*", "&p:*", "+@all", "-@write"]);
    const { code, stderr } = await run("--store", `redis://stub:s3cret@127.0.0.1:${redis.port}?prefix=p`);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^sendevent-stub: The store redis:\S+ does not let this user run what the stub needs: .*\n$/,
    );
    expect(stderr).not.toContain("s3cret");
  });

  it("is one line at the start: nobody is there", async () => {
    const { code, stderr } = await run("--store", "redis://:s3cret@127.0.0.1:1/0");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "sendevent-stub: The store redis://127.0.0.1:1/0 cannot be reached: check that Redis runs there\n",
    });
  });

  it.each([
    ["out of memory", ["CONFIG", "SET", "maxmemory", "1"], ["CONFIG", "SET", "maxmemory", "0"]],
    ["read-only replica", ["REPLICAOF", "127.0.0.1", "1"], ["REPLICAOF", "NO", "ONE"]],
  ])("is a 500 and a line of the log while the stub runs, until it is over: %s", async (problem, begin, end) => {
    await using redis = await RedisServer.start();
    const lines: string[] = [];
    const log = { info() {}, error: (_fields: object, message: string) => void lines.push(message) };
    await using stub = await startStub({ store: redis.url }, log);
    await redis.send(begin);
    expect(await sendEvent(stub)).toMatchObject(unavailable);
    expect(await sendEvent(stub, { ContentType: "wrong" })).toMatchObject(unavailable);
    expect(lines).toEqual(Array(2).fill(expect.stringContaining(problem)));
    await redis.send(end);
    expect(await sendEvent(stub)).toMatchObject({ status: 200 });
  });
});

describe.skipIf(!hasRedis)("the URL of a store", () => {
  it("names user, password, database and prefix, and no more rights than those of its page are needed", async () => {
    await using redis = await RedisServer.start();
    await redis.send(["ACL", "SETUSER", "stub", "on", ">s3cret", "~p:*", "&p:*", "+@all"]);
    await using stub = await startStub({ store: `redis://stub:s3cret@127.0.0.1:${redis.port}/3?prefix=p` });
    const found = stub.waitForEvents(1, { timeoutMs: 20_000 });
    expect(await sendEvent(stub)).toMatchObject({ status: 200 });
    await found;
    expect(await redis.send(["SELECT", "3"], ["EXISTS", "p::journal"])).toBe(1);
  });

  it("has a prefix where it names none", async () => {
    await using redis = await RedisServer.start();
    await using stub = await startStub({ store: redis.url });
    await sendEvent(stub);
    expect(await redis.send(["EXISTS", "sendevent-stub::journal"])).toBe(1);
  });
});

it.each(["redis://", "http://h", "redis://h/x", "redis://h?prefix=", "redis://h?x=1", "redis://h#x", "none"])(
  "--store %s is a wrong call, and is not quoted",
  async (url) => {
    const { code, stderr } = await run("--store", url.replace("://", "://:s3cret@"));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^sendevent-stub: --store must be memory, or redis:\/\/ .*\n$/);
    expect(stderr).not.toContain("s3cret");
    await expect(startStub({ store: url })).rejects.toThrow(/store must be memory, or redis/);
  },
);

async function run(...args: string[]): Promise<{ code: number; stderr: string }> {
  const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
  return promisify(execFile)(process.execPath, [cli, "--port", "0", ...args]).then(
    ({ stderr }) => ({ code: 0, stderr }),
    ({ code, stderr }) => ({ code, stderr }),
  );
}
