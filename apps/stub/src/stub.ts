/// <reference lib="esnext.disposable" preserve="true" />
import { once, setMaxListeners } from "node:events";
import { consolePath, createApp, docsPath } from "./app.js";
import { baselineOf } from "./baseline.js";
import { ChatSockets } from "./chat/sockets.js";
import { deadline } from "./deadline.js";
import { certificateOf } from "./http/certificate.js";
import { createHttpServer } from "./http/server.js";
import { type Log, silent } from "./log.js";
import { createMetrics } from "./metrics.js";
import { checkNamespace, createNamespaces, pathOf } from "./namespace.js";
import { type Settings, type StubOptions, settingsOf } from "./options.js";
import type { State } from "./state.js";
import { memoryStore } from "./store/memory-store.js";
import { type JournalFilter, queryOf, waitForEntries } from "./store/read-journal.js";
import { parseRedisUrl, redisUrl } from "./store/redis-url.js";
import type { Baseline, JournalEntry, Store } from "./store/store.js";

/** A stub within a stub, as a test sees it. */
export interface StubNamespace extends State {
  /** The `endpoint` to give to a client, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** What arrived and what became of it, oldest first: every request, or those that the filter means. */
  events(filter?: JournalFilter): Promise<JournalEntry[]>;
  /**
   * Resolves, oldest first, to the first `count` accepted events after the sequence `after`, or entries that the filter
   * means, as soon as they are there. Rejects with an Error that says how many there were when `timeoutMs` (default: 5,000)
   * is up.
   */
  waitForEvents(
    count: number,
    options?: JournalFilter & { after?: number; timeoutMs?: number },
  ): Promise<JournalEntry[]>;
}

/** A running stub. */
export interface Stub extends StubNamespace, AsyncDisposable {
  /** Where it serves the reference. */
  readonly docsUrl: string;
  /** Where it serves the console. */
  readonly consoleUrl: string;
  /** The certificate that clients must trust, in PEM, when the stub has made its own. */
  readonly certificate?: string;
  /** The TCP port it listens on. */
  readonly port: number;
  /**
   * A namespace: a stub of its own at a URL of its own, with its own journal, faults, tokens, throttle and seed. Throws a
   * ValidationException when the name is not 1 to 64 of the characters A-Z a-z 0-9 _ -.
   */
  namespace(name: string): StubNamespace;
  /**
   * Takes over other settings, connections, faults and certificate, for requests from now on, in every namespace. Connections
   * of before stay; faults that the stub was set up with before go. Address, limits of connections and time, seed, store and
   * journal stay as they are. Rejects as `startStub` does, and changes nothing then.
   */
  reload(options: StubOptions): Promise<void>;
  /** Stops listening, gives requests in flight five seconds to finish, and resolves when the last connection is gone. */
  close(): Promise<void>;
}

/**
 * Starts a stub in this process. Several can run side by side. Rejects with Node's own error when the address cannot be
 * listened on (`EADDRINUSE`, `EACCES`), with a TypeError that names an option that is not what it may be, and with a
 * StoreError when the store cannot be used as it is.
 */
export async function startStub(options: StubOptions = {}, log: Log = silent): Promise<Stub> {
  const settings = settingsOf(options);
  const certificate = await certificateOf(settings, settings.host);
  const baseline = baselineOf(settings);
  const store = await openStore(settings, baseline);
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // each caller who waits is one

  const metrics = createMetrics(store);
  const namespaces = createNamespaces(store, settings.seed, log, metrics);
  const sockets = new ChatSockets({ namespaces, metrics, closing: closing.signal, log });
  const parts = { store, namespaces, metrics, sockets, closing: closing.signal, log };
  let isChatOn = settings.chat;
  let app = createApp(settings, parts);
  const { server, shutDown } = createHttpServer(
    (request, response) => app(request, response),
    settings,
    certificate,
    sockets,
    ({ name, message }, requestId) => {
      const recorded = namespaces("").journal.record({ requestId, receivedAt: new Date() }, name, message);
      recorded.catch((error) => log.error({ err: error }, "no journal entry"));
    },
  );
  server.listen(settings.port, settings.host);
  await once(server, "listening").catch(async (error) => {
    await store.close();
    throw error;
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the stub listens on TCP only");

  const waits = new Set<Promise<unknown>>(); // in this process, which shutting down the server does not wait for
  const close = async () => {
    closing.abort();
    await shutDown();
    await Promise.allSettled(waits);
    await store.close();
  };
  const authority = address.family === "IPv6" ? `[${address.address}]` : address.address;
  const url = `${certificate ? "https" : "http"}://${authority}:${address.port}`;
  const within = (name: string, url: string): StubNamespace => {
    const { state, store } = namespaces(name);
    return {
      url,
      ...state,
      async createChat(request) {
        if (isChatOn) return state.createChat(request);
        throw new TypeError("There are no chats: start the stub with chat: true");
      },
      events: (filter = {}) =>
        store.journal.read({ ...queryOf(filter), order: "oldest first", limit: Number.POSITIVE_INFINITY }),
      async waitForEvents(count, { timeoutMs = 5_000, after = 0, ...filter } = {}) {
        using until = deadline([closing.signal], timeoutMs);
        const wanted = { outcome: "accepted", ...filter } as const;
        const wait = waitForEntries(store.journal, count, after, wanted, until.signal);
        waits.add(wait);
        const found = await wait.finally(() => waits.delete(wait));
        if (found.length < count) throw new Error(`${found.length} of ${count} events arrived within ${timeoutMs} ms`);
        return found;
      },
    };
  };
  return {
    ...within("", url),
    docsUrl: `${url}${docsPath}`,
    consoleUrl: `${url}${consolePath}`,
    port: address.port,
    ...(settings.tlsSelfSigned && certificate && { certificate: certificate.cert }),
    async reload(options) {
      const next = settingsOf(options);
      const isKept = next.tlsSelfSigned && settings.tlsSelfSigned;
      const renewed = isKept ? certificate : await certificateOf(next, settings.host);
      if ((renewed === undefined) !== (certificate === undefined)) {
        throw new TypeError("HTTP cannot become HTTPS, nor HTTPS HTTP, while the stub runs: restart it");
      }
      const { tokens, faults } = baselineOf(next);
      Object.assign(baseline, { tokens: new Map([...baseline.tokens, ...tokens]), faults });
      isChatOn = next.chat;
      app = createApp(next, parts);
      if (renewed && "setSecureContext" in server) server.setSecureContext(renewed);
    },
    namespace: (name) => within(checkNamespace(name), url + pathOf(name)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function openStore({ store, journalSize, journalAgeMs }: Settings, baseline: Baseline): Promise<Store> {
  const limits = { events: journalSize, ageMs: journalAgeMs };
  if (store === "memory") return memoryStore(limits, baseline);
  const place = parseRedisUrl(store);
  if (place === undefined)
    throw new TypeError(`startStub cannot take these options: store must be memory, or ${redisUrl}`);
  const { redisStore } = await import("./store/redis-store.js"); // loaded late: the client slows the start
  return redisStore(place, limits, baseline);
}
