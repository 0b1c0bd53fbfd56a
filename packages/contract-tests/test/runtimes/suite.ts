import { ConnectParticipant, ContentType, ThrottlingException } from "@sendevent/client";

/** What became of one check: `problem` says why it failed. */
export interface Result {
  name: string;
  problem?: string;
}

type Check = (endpoint: string) => Promise<unknown>;

const token = "a-token";

/** What every runtime must be able to do, against a running stub. The tokens that begin with `stub:` are the stub's own. */
const checks: Record<string, Check> = {
  "sends typing": async (endpoint) => expectId(await new ConnectParticipant({ endpoint }).sendTyping(token)),
  "sends a delivered receipt": async (endpoint) =>
    expectId(await new ConnectParticipant({ endpoint }).sendMessageDelivered(token, "m-1")),
  "sends a read receipt": async (endpoint) =>
    expectId(await new ConnectParticipant({ endpoint }).sendMessageRead(token, "m-1")),
  "sends connection acknowledged": async (endpoint) =>
    expectId(await new ConnectParticipant({ endpoint }).sendConnectionAcknowledged(token)),
  "throws a ThrottlingException": async (endpoint) => {
    const client = new ConnectParticipant({ endpoint, maxAttempts: 1 });
    const error = await failureOf(client.sendTyping("stub:ThrottlingException"));
    if (!(error instanceof ThrottlingException)) throw error;
    // A page sees only the headers that the stub exposes
    if (!error.$metadata.requestId) throw new Error("without a request id");
  },
  "retries until it works": async (endpoint) => {
    const { $metadata } = await new ConnectParticipant({ endpoint }).sendTyping("stub:ThrottlingException:2");
    if ($metadata.attempts !== 3) throw new Error(`${$metadata.attempts} attempts`);
  },
  // Others of a page, unseen by the client, may use up what browsers allow to be in flight with keepalive: 64 KiB
  "sends a large event beside others": async (endpoint) => {
    const Content = "x".repeat(16_000);
    const init = {
      method: "POST",
      headers: { "content-type": "application/json", "x-amz-bearer": "stub:delay:1500" },
      body: JSON.stringify({ ContentType: ContentType.Typing, Content }),
      keepalive: "document" in globalThis,
    };
    const others = Promise.allSettled([1, 2, 3, 4].map(() => fetch(`${endpoint}/participant/event`, init)));
    const event = { ConnectionToken: token, ContentType: ContentType.Typing, Content };
    expectId(await new ConnectParticipant({ endpoint }).sendEvent(event));
    await others;
  },
  aborts: async (endpoint) => {
    const controller = new AbortController();
    const abortSignal = controller.signal;
    const call = failureOf(new ConnectParticipant({ endpoint }).sendTyping("stub:delay:1500", { abortSignal }));
    setTimeout(() => controller.abort(), 100);
    const error = await call;
    if (error !== abortSignal.reason || abortSignal.reason.name !== "AbortError") throw error;
  },
  "times out": async (endpoint) => {
    const client = new ConnectParticipant({ endpoint, requestTimeout: 100, maxAttempts: 1 });
    const error = await failureOf(client.sendTyping("stub:delay:1500"));
    if (!(error instanceof Error && error.name === "TimeoutError")) throw error;
  },
};

/** The names of the checks. */
export const names = Object.keys(checks);

/** Runs the checks one after the other against the stub at `endpoint`. */
export async function runSuite(endpoint: string): Promise<Result[]> {
  const results: Result[] = [];
  for (const [name, check] of Object.entries(checks)) {
    const result = check(endpoint).then(
      () => ({ name }),
      (problem: unknown) => ({ name, problem: `${problem}` }),
    );
    results.push(await result);
  }
  return results;
}

function expectId({ Id }: { Id: string }) {
  if (!Id) throw new Error("no Id");
}

function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => new Error("nothing was thrown"),
    (error: unknown) => error,
  );
}
