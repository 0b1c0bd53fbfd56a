import { inspect, isDeepStrictEqual } from "node:util";
import type * as client from "@sendevent/client";
import { isObject, parseJson } from "../src/json.js";

type Client = typeof client;
type Config = client.ConnectParticipantConfig;

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

/** What a client does over several attempts, and its shorthands. Time is simulated: nobody waits. */
export async function clientCallFindings({ ConnectParticipant, ...exports }: Client): Promise<string[]> {
  const findings: string[] = [];
  const expect = (what: string, found: unknown, wanted: unknown) => {
    if (!isDeepStrictEqual(found, wanted)) findings.push(`${what} is ${inspect(found)}, not ${inspect(wanted)}`);
  };
  const event =
    (more: Partial<Config> = {}) =>
    (config: Config) =>
      new ConnectParticipant({ ...config, ...more }).sendEvent(typing);

  const retried = await answered([throttled, throttled, served], event());
  expect("the number of attempts when throttled twice", retried.seen.length, 3);
  expect(
    "the number of ClientTokens over three attempts",
    new Set(retried.seen.map(({ body }) => body["ClientToken"])).size,
    1,
  );
  expect("the pauses when throttled, with a jitter of one half", retried.pauses, [250, 500]);
  expect("the outcome after two throttlings", Object(retried.output).$metadata?.attempts, 3);
  expect("the pauses when the service fails", (await answered([failed, failed, served], event())).pauses, [50, 100]);
  expect(
    "the attempts when a page of a proxy comes",
    (await answered([{ status: 502 }, { status: 503 }, { status: 504 }], event())).seen.length,
    3,
  );
  expect(
    "the attempts when a connection breaks",
    (await answered([{ status: "broken" }, served], event())).seen.length,
    2,
  );
  expect("the attempts after a broken constraint", (await answered([{ status: 400 }, served], event())).seen.length, 1);
  expect("the attempts after denied access", (await answered([{ status: 403 }, served], event())).seen.length, 1);
  expect(
    "the attempts when one is allowed",
    (await answered([failed, served], event({ maxAttempts: 1 }))).seen.length,
    1,
  );
  const patient = await answered([{ status: 429, headers: { "Retry-After": "7" } }, served], event());
  expect("the pause when Retry-After says 7", patient.pauses, [7000]);
  const exhausted = await answered([throttled, throttled, throttled], event());
  expect("the class of the last refusal", exhausted.error instanceof exports.ThrottlingException, true);
  expect("the token in an error's text", inspect(exhausted.error, { depth: 9 }).includes(token), false);

  const shorthands = await answered([served, served, served, served], async (config) => {
    const participant = new ConnectParticipant({ ...config, endpoint: `${config.endpoint}/base/` });
    await participant.sendTyping(token);
    await participant.sendConnectionAcknowledged(token);
    await participant.sendMessageDelivered(token, "m-1");
    await participant.sendMessageRead(token, "m-2");
  });
  const path = "/base/participant/event";
  expect(
    "what the shorthands send",
    shorthands.seen.map(({ path, body: { ContentType, Content } }) => [path, ContentType, Content]),
    [
      [path, "application/vnd.amazonaws.connect.event.typing", undefined],
      [path, "application/vnd.amazonaws.connect.event.connection.acknowledged", undefined],
      [path, "application/vnd.amazonaws.connect.event.message.delivered", '{"messageId":"m-1"}'],
      [path, "application/vnd.amazonaws.connect.event.message.read", '{"messageId":"m-2"}'],
    ],
  );
  const tokens = shorthands.seen.map(({ body }) => body["ClientToken"]);
  expect("the number of ClientTokens over four events", new Set(tokens).size, 4);

  const bad = await answered([served], (config) =>
    new ConnectParticipant(config).sendEvent({ ...typing, ConnectionToken: "line\r\nbreak" }),
  );
  expect("the error for a token with a line break", Object(bad.error).name, "TypeError");
  expect("the requests sent with such a token", bad.seen.length, 0);
  const none = await answered([served], (config) =>
    new ConnectParticipant(config).sendEvent({ ...typing, ConnectionToken: "" }),
  );
  expect("the requests sent without a token", none.seen.length, 0);
  return findings;
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
