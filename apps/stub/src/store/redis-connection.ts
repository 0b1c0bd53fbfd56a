import { createHash } from "node:crypto";
import { EventEmitter } from "node:events";
import { createClient } from "@redis/client";
import type { RedisPlace } from "./redis-url.js";
import { StoreError } from "./store-error.js";

type Client = ReturnType<typeof createClient>;

/** How long a step may take, in milliseconds, before Redis counts as out of reach. */
const stepMs = 1_000;
/** In how many parts that time is counted. */
const stepParts = 4;
/** How long Redis may take to come up before a start fails, in milliseconds. */
const patienceMs = 5_000;
/** The longest pause before another attempt to connect, in milliseconds. */
const longestPauseMs = 2_000;
/** The oldest version that the scripts run on. */
const oldestMajor = 7;

const problems: readonly [RegExp, string][] = [
  [/^(WRONGPASS|NOAUTH|ERR AUTH|ERR invalid password)/, "rejects the user or the password: correct them in the URL"],
  [/^NOPERM/, "does not let this user run what the stub needs: give it +@all on its keys and its channel"],
  [/^READONLY/, "is a read-only replica: give the URL of the primary"],
  [/^OOM/, "is out of memory: raise its maxmemory"],
  [/^MISCONF/, "cannot write to its disk: free some space"],
  [/^LOADING/, "is loading its data: wait until it is done"],
  [/^ERR DB index/, "has no such database: correct the URL"],
  [/^version/, `is too old: the stub needs Redis ${oldestMajor}.0 or later`],
];

/** A script that Redis runs as one step. */
export class Script {
  readonly text: string;
  readonly sha1: string;

  constructor(text: string) {
    this.text = text;
    this.sha1 = createHash("sha1").update(text).digest("hex");
  }
}

/**
 * A connection to Redis that comes back by itself, after pauses that grow and differ from replica to replica. While it is
 * away, every step fails at once. A step that was sent is never sent again: whether it was taken is unknown then.
 */
export class RedisConnection {
  /** How many steps failed. */
  errors = 0;
  readonly #place: RedisPlace;
  readonly #channel: string;
  readonly #appended = new EventEmitter().setMaxListeners(0);
  #client: Client;
  #subscribed: Promise<unknown> | undefined;
  #startsUntil = Date.now() + patienceMs;
  #isClosed = false;

  private constructor(place: RedisPlace) {
    this.#place = place;
    this.#channel = `${place.prefix}:appended`;
    this.#client = this.#create();
  }

  /** Connects. Rejects with a StoreError when Redis cannot be used as it is. */
  static async open(place: RedisPlace): Promise<RedisConnection> {
    const connection = new RedisConnection(place);
    try {
      await connection.#client.connect();
      const version = /redis_version:(\d+)/.exec(await connection.#client.info("server"))?.[1];
      if (Number(version) < oldestMajor) throw new Error("version");
      connection.#startsUntil = 0;
      await connection.probe();
      return connection;
    } catch (error) {
      await connection.close();
      throw error instanceof StoreError ? error : connection.#failure(error);
    }
  }

  /**
   * Takes one step. Rejects with a StoreError within a second, in which time that this process itself spends on other work, or
   * waits for its turn, does not count: the reply may be there already.
   */
  async run<Reply>(step: (client: Client) => Promise<Reply>): Promise<Reply> {
    const client = this.#client;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      let part = 0;
      timer = setInterval(() => {
        part += 1;
        if (part < stepParts) return;
        reject(new Error("late"));
        this.#replace(client); // nothing else would notice a peer that is gone without a word
      }, stepMs / stepParts);
    });
    try {
      return await Promise.race([step(client), late]);
    } catch (error) {
      this.errors += 1;
      throw this.#failure(error);
    } finally {
      clearInterval(timer);
    }
  }

  /** Runs a script, which Redis is sent only when it does not know it. */
  eval({ sha1, text }: Script, key: string, args: readonly (string | number)[]): Promise<unknown> {
    const given = { keys: [key], arguments: args.map(String) };
    return this.run(async (client) => {
      try {
        return await client.evalSha(sha1, given);
      } catch (error) {
        if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
        return client.eval(text, given);
      }
    });
  }

  /** Whether an event could be recorded: a step that writes, as that does. */
  async probe(): Promise<void> {
    await this.run((client) => client.set(`${this.#place.prefix}:ready`, "1", { PX: 60_000 }));
  }

  /**
   * Resolves when this name is told on the stub's channel, when `isOver` says so, or when the signal aborts. After a
   * disconnect, everybody is told: who waits looks for what came meanwhile, and waits again.
   */
  async waitUntilTold(name: string, isOver: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await this.run((client) => {
      this.#subscribed ??= client.subscribe(this.#channel, (told) => this.#appended.emit(`in ${told}`));
      return this.#subscribed.catch((error) => {
        this.#subscribed = undefined;
        throw error;
      });
    });
    if (signal.aborted) return; // meanwhile: it tells no late listener
    await new Promise<void>((resolve) => {
      const finish = () => {
        this.#appended.off(`in ${name}`, finish);
        signal.removeEventListener("abort", finish);
        resolve();
      };
      this.#appended.once(`in ${name}`, finish);
      signal.addEventListener("abort", finish);
      // What came before anybody listened; and a store that is gone is noticed by whoever reads next.
      isOver().then((over) => over && finish(), finish);
    });
  }

  /** Disconnects, after the last reply. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#client.isReady) await this.run((client) => client.close()).catch(() => {});
    this.#client.destroy();
  }

  #create(): Client {
    const { url } = this.#place;
    const client: Client = createClient({
      url,
      disableOfflineQueue: true,
      pingInterval: stepMs / 2,
      socket: {
        connectTimeout: stepMs,
        socketTimeout: stepMs, // of silence: a handshake may go without a reply, too
        reconnectStrategy: (retries, cause) => {
          const isFatal = cause !== undefined && /^(WRONGPASS|NOAUTH|NOPERM|ERR)/.test(cause.message);
          if (this.#startsUntil > 0 && (isFatal || Date.now() > this.#startsUntil)) return false;
          return Math.random() * Math.min(longestPauseMs, 50 * 2 ** retries);
        },
      },
    });
    client.on("error", () => {}); // every step that it concerns rejects
    // Who waits looks for what came meanwhile, and waits again.
    client.on("ready", () => {
      for (const name of this.#appended.eventNames()) this.#appended.emit(name);
    });
    return client;
  }

  #replace(client: Client): void {
    if (this.#client !== client || this.#isClosed) return;
    client.destroy();
    this.#subscribed = undefined;
    this.#client = this.#create();
    this.#client.connect().catch(() => {}); // until the connection is closed, it tries again
  }

  #failure(error: unknown): StoreError {
    const message = error instanceof Error ? error.message : "";
    const known = problems.find(([pattern]) => pattern.test(message))?.[1];
    return new StoreError(
      `The store ${this.#place.label} ${known ?? "cannot be reached: check that Redis runs there"}`,
    );
  }
}

/** What a script returns of a hash: its fields, each with its value. */
export function pairsOf(list: readonly string[]): Record<string, string | undefined> {
  const pairs = list.flatMap((field, index) => (index % 2 === 0 ? [[field, list[index + 1]]] : []));
  return Object.fromEntries(pairs);
}
