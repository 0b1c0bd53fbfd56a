import { contentTypes } from "@sendevent/openapi";
import type { Outcome, Store } from "./store/store.js";

/** What is counted of a request: names that the contract knows, and nothing that a caller makes up. */
export interface Measured {
  readonly outcome: Outcome;
  readonly contentType: string;
  readonly durationMs: number;
  /** What a fault did, if there was one. */
  readonly fault?: string | undefined;
}

/** What is counted in chats, each with its labels: none is a value that a caller makes up. */
export interface ChatFigures {
  requests: { operation: string; outcome: string };
  deliveries: Record<string, never>;
  /** Sockets that were closed by the stub. */
  closed: { code: string };
}

/** Figures for Prometheus. */
export interface Metrics {
  readonly chat: {
    /** Counts one more. */
    count<Figure extends keyof ChatFigures>(figure: Figure, labels: ChatFigures[Figure]): void;
    /** Notes how many sockets are open now. */
    sockets(open: number): void;
  };
  /** Counts a request. */
  observe(request: Measured): Promise<void>;
  /** The figures in Prometheus's text format, and its media type. */
  read(): Promise<{ text: string; type: string }>;
}

const known: readonly string[] = Object.values(contentTypes);

/** A content type as logs and metrics name it: `other` is one that the contract does not know, `none` an absent one. */
export function contentTypeLabel(contentType: string | undefined): string {
  if (contentType === undefined) return "none";
  return known.includes(contentType) ? contentType : "other";
}

/** The figures of one stub, apart from those of others in this process. */
export function createMetrics(store: Pick<Store, "namespace" | "errors">): Metrics {
  let loaded: ReturnType<typeof register> | undefined;
  const load = () => {
    loaded ??= register(store);
    return loaded;
  };
  return {
    async observe({ outcome, contentType, durationMs, fault }) {
      const { requests, seconds, replays, faults, throttled } = await load();
      requests.inc({ outcome, content_type: contentType });
      seconds.observe(durationMs / 1000);
      if (outcome === "replayed") replays.inc();
      if (fault !== undefined) faults.inc({ fault });
      else if (outcome === "ThrottlingException") throttled.inc();
    },
    chat: {
      count: (figure, labels) => void load().then(({ chat }) => chat[figure].inc({ ...labels })),
      sockets: (open) => void load().then(({ sockets }) => sockets.set(open)),
    },
    async read() {
      const { registry } = await load();
      return { text: await registry.metrics(), type: registry.contentType };
    },
  };
}

/** Loaded with the first request: the library slows the start. */
async function register(store: Pick<Store, "namespace" | "errors">) {
  const { Counter, Gauge, Histogram, Registry } = (await import("prom-client")).default;
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name: `sendevent_stub_${name}`, help, labelNames, registers });
  new Gauge({
    name: "sendevent_stub_journal_entries",
    help: "Journal entries that are kept now, those of namespaces left out.",
    registers,
    async collect() {
      this.set((await store.namespace("").count()).remembered.events);
    },
  });
  new Counter({
    name: "sendevent_stub_store_errors_total",
    help: "Steps of the store that failed.",
    registers,
    collect() {
      this.reset();
      this.inc(store.errors);
    },
  });
  return {
    registry,
    requests: counter("requests_total", "Requests by outcome and content type.", "outcome", "content_type"),
    seconds: new Histogram({
      name: "sendevent_stub_request_duration_seconds",
      help: "From the arrival of a request to its journal entry.",
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    }),
    replays: counter("replays_total", "Repeated events that got the first response again."),
    faults: counter("faults_total", "Requests that a fault hit, by what it did.", "fault"),
    throttled: counter("throttled_total", "Events over the quota, those of faults left out."),
    chat: {
      requests: counter("chat_requests_total", "Requests of chat participants.", "operation", "outcome"),
      deliveries: counter("chat_deliveries_total", "Items that were written to a socket."),
      closed: counter("chat_sockets_closed_total", "Sockets that the stub closed, by code.", "code"),
    },
    sockets: new Gauge({ name: "sendevent_stub_chat_sockets", help: "Sockets that are open now.", registers }),
  };
}
