import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { deployed, startProxy, withProxy } from "./proxies.js";
import { hasRedis, RedisServer } from "./redis-server.js";
import { control, sendEvent, typing } from "./send-event.js";

// What compose.yaml puts together, from the programs themselves: only addresses, and the folder of nginx, are others.
const { services } = parse(await readFile(new URL("../deploy/compose.yaml", import.meta.url), "utf8"), { merge: true });
const [, ...redisArguments] = services.redis.command;
const {
  SENDEVENT_STUB_UNDER_TEST = `${process.execPath} ${fileURLToPath(new URL("../dist/cli.js", import.meta.url))}`,
} = process.env;
const [executable = "", ...leading] = SENDEVENT_STUB_UNDER_TEST.split(" ");
const controlToken = "chosen";
const authorization = { authorization: `Bearer ${controlToken}` };
const events = 100;

/** A replica with the environment that the compose file gives it. */
interface Replica extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
}

async function startReplica(service: string, redis: RedisServer): Promise<Replica> {
  const pairs = Object.entries<string>(services[service].environment).map(([name, value]) => [
    name,
    value.replace("redis:6379", `127.0.0.1:${redis.port}`).replace(/^\$\{CONTROL_TOKEN:.*\}$/, controlToken),
  ]);
  const child = spawn(executable, [...leading, "--log-level", "silent"], {
    env: { PATH: process.env["PATH"], ...Object.fromEntries(pairs), SENDEVENT_STUB_PORT: "0" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "close");
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  while (!said.includes("curl") && child.exitCode === null) {
    await Promise.race([once(child.stderr, "data"), ended]);
  }
  const [url = "", port] = /http:\/\/\S+?:(\d+)/.exec(said) ?? [];
  if (port === undefined) throw new Error(`The replica did not start: ${said}`);
  return {
    url,
    port: Number(port),
    process: child,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** How many events a replica itself has accepted. */
async function acceptedBy({ url }: Replica): Promise<number> {
  const text = await (await fetch(`${url}/_stub/metrics`, { headers: authorization })).text();
  return Number(/^sendevent_stub_requests_total\{outcome="accepted".*\} (\d+)$/m.exec(text)?.[1]);
}

/** HAProxy for the same: it does not send to a stub that is not ready, and a request that reached none goes to the other. */
const haproxy = async (...stubs: { port: number }[]) => `
defaults
  mode http
  option redispatch 1
  timeout connect 2s
  timeout client 75s
  timeout server 75s
listen stub
  bind 127.0.0.1:PORT
  option forwardfor
  option httpchk GET /_stub/ready
${stubs.map(({ port }, index) => `  server stub-${index + 1} 127.0.0.1:${port} check`).join("\n")}
`;

describe.each([
  ["nginx", deployed],
  ["haproxy", haproxy],
] as const)("Redis and two stubs behind %s", (program, configuration) => {
  withProxy(program, `two stubs behind ${program}`, () => {
    it.skipIf(!hasRedis)("record each event once when one of the stubs is killed", async () => {
      await using redis = await RedisServer.start(...redisArguments);
      await using one = await startReplica("stub-1", redis);
      await using two = await startReplica("stub-2", redis);
      await using proxy = await startProxy(program, await configuration(one, two));
      const given = new Map<string, unknown>();
      const send = async (ClientToken: string) => {
        for (;;) {
          // A proxy whose stub was killed in the middle responds with 502, or closes the connection.
          const response = await sendEvent(proxy, { ContentType: typing, ClientToken }).catch(() => undefined);
          if (response?.status === 200) return void given.set(ClientToken, response.body["Id"]);
          expect([500, 502, 503, undefined]).toContain(response?.status); // 500: a Redis that is too slow
        }
      };
      const worker = async (first: number) => {
        for (let index = first; index < events; index += 8) {
          if (index === events / 2) {
            for (const replica of [one, two]) expect(await acceptedBy(replica)).toBeGreaterThan(0);
            one.process.kill("SIGKILL");
          }
          await send(`event-${index}`);
        }
      };
      await Promise.all(Array.from({ length: 8 }, (_, first) => worker(first)));
      expect(one.process.signalCode).toBe("SIGKILL");
      const { body } = await control(proxy, "GET", "/events?outcome=accepted&limit=1000", undefined, authorization);
      const found = [body["events"]]
        .flat()
        .map((entry): [string, unknown] => [Object(entry).ClientToken, Object(entry).Id]);
      expect(found).toHaveLength(events);
      expect(new Map(found)).toEqual(given);
    });
  });
});
