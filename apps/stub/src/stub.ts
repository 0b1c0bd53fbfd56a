/// <reference lib="esnext.disposable" preserve="true" />
import { once, setMaxListeners } from "node:events";
import { createApp, docsPath } from "./app.js";
import { deadline } from "./deadline.js";
import { certificateOf } from "./http/certificate.js";
import { createHttpServer } from "./http/server.js";
import { type Log, silent } from "./log.js";
import { createMetrics } from "./metrics.js";
import { type Settings, type StubOptions, settingsOf } from "./options.js";
import { seededRandom, trueRandom } from "./random-source.js";
import { keepJournal } from "./send-event/journal.js";
import { createState, type State } from "./state.js";
import { memoryStore } from "./store/memory-store.js";
import { type JournalFilter, queryOf, waitForEntries } from "./store/read-journal.js";
import type { JournalEntry } from "./store/store.js";

/** A running stub. */
export interface Stub extends State, AsyncDisposable {
  /** Where it listens, such as `http://127.0.0.1:4010`: the `endpoint` to give to a client. */
  readonly url: string;
  /** Where it serves the reference. */
  readonly docsUrl: string;
  /** The certificate that clients must trust, in PEM, when the stub has made its own. */
  readonly certificate?: string;
  /** The TCP port it listens on. */
  readonly port: number;
  /** What arrived and what became of it, oldest first: every request, or those that the filter means. */
  events(filter?: JournalFilter): Promise<JournalEntry[]>;
  /**
   * Resolves, oldest first, to the first `count` accepted events, or entries that the filter means, as soon as they are
   * there. Rejects with an Error that says how many there were when `timeoutMs` (default: 5,000) is up.
   */
  waitForEvents(count: number, options?: JournalFilter & { timeoutMs?: number }): Promise<JournalEntry[]>;
  /**
   * Takes over other settings, connections, faults and certificate, for requests from now on. Connections of before stay;
   * faults that were set up before go. Address, limits of connections and time, seed and journal stay as they are.
   * Rejects as `startStub` does, and changes nothing then.
   */
  reload(options: StubOptions): Promise<void>;
  /** Stops listening, gives requests in flight five seconds to finish, and resolves when the last connection is gone. */
  close(): Promise<void>;
}

/**
 * Starts a stub in this process. Several can run side by side. Rejects with Node's own error when the address cannot be
 * listened on (`EADDRINUSE`, `EACCES`), and with a TypeError that names an option that is not what it may be.
 */
export async function startStub(options: StubOptions = {}, log: Log = silent): Promise<Stub> {
  const settings = settingsOf(options);
  const store = memoryStore({ events: settings.journalSize });
  const random = settings.seed === undefined ? trueRandom : seededRandom(settings.seed, store.counters);
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // each caller who waits is one
  const state = createState(store, random);
  const certificate = await certificateOf(settings, settings.host);
  const setUp = baselineOf(state);
  await setUp(settings);

  const metrics = createMetrics(store);
  const journal = keepJournal(store.journal, log, metrics);
  const parts = { store, state, random, journal, metrics, closing: closing.signal, log };
  let app = createApp(settings, parts);
  const { server, shutDown } = createHttpServer(
    (request, response) => app(request, response),
    settings,
    certificate,
    ({ name, message }, requestId) => {
      const recorded = journal({ requestId, receivedAt: new Date() }, name, message);
      recorded.catch((error) => log.error({ err: error }, "no journal entry"));
    },
  );
  server.listen(settings.port, settings.host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the stub listens on TCP only");

  const close = async () => {
    closing.abort();
    await shutDown();
    await store.close();
  };
  const authority = address.family === "IPv6" ? `[${address.address}]` : address.address;
  const url = `${certificate ? "https" : "http"}://${authority}:${address.port}`;
  return {
    url,
    docsUrl: `${url}${docsPath}`,
    port: address.port,
    ...(settings.tlsSelfSigned && certificate && { certificate: certificate.cert }),
    ...state,
    async reload(options) {
      const next = settingsOf(options);
      const renewed = next.tlsSelfSigned ? certificate : await certificateOf(next, settings.host);
      if ((renewed === undefined) !== (certificate === undefined)) {
        throw new TypeError("HTTP cannot become HTTPS, nor HTTPS HTTP, while the stub runs: restart it");
      }
      await setUp(next);
      app = createApp(next, parts);
      if (renewed && "setSecureContext" in server) server.setSecureContext(renewed);
    },
    events: (filter = {}) =>
      store.journal.read({ ...queryOf(filter), order: "oldest first", limit: Number.POSITIVE_INFINITY }),
    async waitForEvents(count, { timeoutMs = 5_000, ...filter } = {}) {
      using until = deadline([closing.signal], timeoutMs);
      const found = await waitForEntries(store.journal, count, { outcome: "accepted", ...filter }, until.signal);
      if (found.length < count) throw new Error(`${found.length} of ${count} events arrived within ${timeoutMs} ms`);
      return found;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Sets up connections and faults, in place of the faults that it has set up before. */
function baselineOf(state: State): (settings: Pick<Settings, "connections" | "faults">) => Promise<void> {
  const staged: string[] = [];
  return async ({ connections, faults }) => {
    for (const id of staged.splice(0)) await state.removeFault(id);
    for (const connection of connections) await state.issueConnection(connection);
    for (const fault of faults) staged.push((await state.addFault(fault)).id);
  };
}
