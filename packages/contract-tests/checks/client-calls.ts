import { inspect, isDeepStrictEqual } from "node:util";
import type * as client from "@sendevent/client";
import { isObject, parseJson } from "../src/json.js";

type Client = Pick<typeof client, "ConnectParticipant" | "ThrottlingException">;
type Config = client.ConnectParticipantConfig;
type Expect = (what: string, found: unknown, wanted: unknown) => void;

/** One answer of the function that stands in for `fetch`: a status and headers, or a broken connection. */
interface Answer {
  readonly status: number | "broken";
  readonly headers?: Readonly<Record<string, string>>;
}

interface Seen {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const token = "secret-connection-token";
const typing = { ConnectionToken: token, ContentType: "application/vnd.amazonaws.connect.event.typing" } as const;
const served: Answer = { status: 200 };
const throttled: Answer = { status: 429 };
const failed: Answer = { status: 500 };

/** What a client does over several attempts, and its shorthands, with time simulated. An empty list: all is well. */
export async function clientCallFindings(ours: Client): Promise<string[]> {
  const findings: string[] = [];
  const expect: Expect = (what, found, wanted) => {
    if (!isDeepStrictEqual(found, wanted)) findings.push(`${what} is ${inspect(found)}, not ${inspect(wanted)}`);
  };
  for (const check of [retries, pauses, failures, shorthands, unusableTokens]) await check(ours, expect);
  return findings;
}

async function retries({ ConnectParticipant }: Client, expect: Expect): Promise<void> {
  const attempts = async (answers: readonly Answer[], more: Partial<Config> = {}) =>
    (await answered(answers, event(ConnectParticipant, more))).seen.length;
  const { seen, output } = await answered([throttled, throttled, served], event(ConnectParticipant));
  expect("the number of attempts when throttled twice", seen.length, 3);
  expect("the number of their ClientTokens", new Set(seen.map(({ body }) => body["ClientToken"])).size, 1);
  expect("the attempts that the output counts", Object(output).$metadata?.attempts, 3);
  expect("the attempts at pages of a proxy", await attempts([{ status: 502 }, { status: 503 }, { status: 504 }]), 3);
  expect("the attempts when a connection breaks", await attempts([{ status: "broken" }, served]), 2);
  expect("the attempts after a broken constraint", await attempts([{ status: 400 }, served]), 1);
  expect("the attempts after denied access", await attempts([{ status: 403 }, served]), 1);
  expect("the attempts when one is allowed", await attempts([failed, served], { maxAttempts: 1 }), 1);
}

/** Chance is one half. */
async function pauses({ ConnectParticipant }: Client, expect: Expect): Promise<void> {
  const between = async (...answers: Answer[]) => (await answered(answers, event(ConnectParticipant))).pauses;
  const patient: Answer = { status: 429, headers: { "Retry-After": "7" } };
  expect("the pauses when throttled", await between(throttled, throttled, served), [250, 500]);
  expect("the pauses when the service fails", await between(failed, failed, served), [50, 100]);
  expect("the pause when Retry-After says 7", await between(patient, served), [7000]);
}

async function failures({ ConnectParticipant, ThrottlingException }: Client, expect: Expect): Promise<void> {
  const exhausted = await answered([throttled, throttled, throttled], event(ConnectParticipant));
  const unreachable = await answered([{ status: "broken" }], event(ConnectParticipant, { maxAttempts: 1 }));
  expect("whether the last refusal has its class", exhausted.error instanceof ThrottlingException, true);
  for (const { error } of [exhausted, unreachable]) {
    expect("whether an error tells the token", inspect(error, { depth: 9, showHidden: true }).includes(token), false);
  }
}

async function shorthands({ ConnectParticipant }: Client, expect: Expect): Promise<void> {
  const { seen } = await answered([served, served, served, served], async (config) => {
    const participant = new ConnectParticipant({ ...config, endpoint: `${config.endpoint}/base/` });
    await participant.sendTyping(token);
    await participant.sendConnectionAcknowledged(token);
    await participant.sendMessageDelivered(token, "m-1");
    await participant.sendMessageRead(token, "m-2");
  });
  const path = "/base/participant/event";
  expect(
    "what the shorthands send",
    seen.map(({ path, body: { ContentType, Content } }) => [path, ContentType, Content]),
    [
      [path, "application/vnd.amazonaws.connect.event.typing", undefined],
      [path, "application/vnd.amazonaws.connect.event.connection.acknowledged", undefined],
      [path, "application/vnd.amazonaws.connect.event.message.delivered", '{"messageId":"m-1"}'],
      [path, "application/vnd.amazonaws.connect.event.message.read", '{"messageId":"m-2"}'],
    ],
  );
  expect("the number of their ClientTokens", new Set(seen.map(({ body }) => body["ClientToken"])).size, 4);
}

async function unusableTokens({ ConnectParticipant }: Client, expect: Expect): Promise<void> {
  for (const ConnectionToken of ["line\r\nbreak", ""]) {
    const { seen, error } = await answered([served], (config) =>
      new ConnectParticipant(config).sendEvent({ ...typing, ConnectionToken }),
    );
    const what = `with the token ${JSON.stringify(ConnectionToken)}`;
    expect(`the error ${what}`, Object(error).name, "TypeError");
    expect(`the number of requests ${what}`, seen.length, 0);
  }
}

function event(ConnectParticipant: Client["ConnectParticipant"], more: Partial<Config> = {}) {
  return (config: Config) => new ConnectParticipant({ ...config, ...more }).sendEvent(typing);
}

async function answered(answers: readonly Answer[], send: (config: Config) => Promise<unknown>) {
  const seen: Seen[] = [];
  const fetch = async (request: Request) => {
    const { status, headers = {} } = answers[seen.length] ?? failed;
    const body = parseJson(await request.text());
    seen.push({ path: new URL(request.url).pathname, body: isObject(body) ? body : {} });
    if (status === "broken") throw new TypeError("fetch failed");
    return new Response('{"Id":"1","AbsoluteTime":"2026-11-22T09:30:00.000Z"}', { status, headers });
  };
  const clock = simulatedClock();
  try {
    const result = await send({ endpoint: "http://127.0.0.1:1", fetch }).then(
      (output) => ({ output, error: undefined }),
      (error: unknown) => ({ output: undefined, error }),
    );
    return { seen, pauses: clock.pauses, ...result };
  } finally {
    clock.restore();
  }
}

/** Timers fire at once, and are written down; chance is one half. */
function simulatedClock() {
  const { setTimeout } = globalThis;
  const { random } = Math;
  const pauses: number[] = [];
  const fireAtOnce = (callback: () => void, delay = 0, ...rest: []) => {
    if (rest.length > 0) return setTimeout(callback, delay, ...rest); // the platform's own fetch
    pauses.push(delay);
    return setTimeout(callback, 0);
  };
  globalThis.setTimeout = Object.assign(fireAtOnce, { __promisify__: setTimeout.__promisify__ });
  Math.random = () => 0.5;
  const restore = () => {
    globalThis.setTimeout = setTimeout;
    Math.random = random;
  };
  return { pauses, restore };
}
