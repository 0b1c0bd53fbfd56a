import { type Api, ApiError, type JournalEntry } from "./api.js";
import { eventsOf } from "./event-stream.js";
import type { Timeline } from "./timeline.js";

/** How the console is connected to the stub. */
export type Link =
  | { readonly state: "connecting" | "reconnecting" }
  /** `aheadMs` is by how much the stub's clock is ahead of this machine's. */
  | { readonly state: "live"; readonly aheadMs: number }
  | { readonly state: "denied"; readonly message: string };

/** The stub says every 15 s that it is there: silence of this many milliseconds means that the connection is dead. */
const silenceMs = 40_000;
/** The longest pause, in milliseconds, before the next attempt to connect. */
const longestPauseMs = 4_000;

/**
 * Writes the journal into the timeline, and says how the connection is, until the signal aborts. A connection that breaks is
 * made again, where it broke off, after pauses that double; one that the stub denies is not.
 */
export async function follow(
  api: Api,
  timeline: Timeline,
  signal: AbortSignal,
  say: (link: Link) => void,
): Promise<void> {
  say({ state: "connecting" });
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      if (!(await isSameJournal(api, timeline.newest, signal))) timeline.clear();
      await followOnce(api, timeline, signal, (response) => {
        failures = 0;
        say({ state: "live", aheadMs: aheadOf(response) });
      });
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError && error.status === 403) return say({ state: "denied", message: error.message });
    }
    if (signal.aborted) return;
    say({ state: "reconnecting" });
    await pause(Math.min(longestPauseMs, 250 * 2 ** failures) * (0.5 + Math.random() / 2), signal);
  }
}

/** Whether the journal still has the newest entry: after a restart or a reset it does not, and sequences may begin again. */
async function isSameJournal(api: Api, newest: JournalEntry | undefined, signal: AbortSignal): Promise<boolean> {
  if (newest === undefined) return true;
  const path = `/events?before=${newest.sequence + 1}&limit=1`;
  const { events } = await api.read<{ events: JournalEntry[] }>(path, signal);
  return events[0]?.requestId === newest.requestId;
}

async function followOnce(
  api: Api,
  timeline: Timeline,
  signal: AbortSignal,
  opened: (response: Response) => void,
): Promise<void> {
  const silence = new AbortController();
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), silenceMs);
  };
  try {
    wait();
    const response = await api.request("/events/stream", {
      headers: { Accept: "text/event-stream", "Last-Event-ID": String(timeline.newest?.sequence ?? 0) },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    opened(response);
    for await (const events of eventsOf(response)) {
      wait();
      if (events.length > 0) timeline.append(events.map((data): JournalEntry => JSON.parse(data)));
    }
  } finally {
    clearTimeout(timer);
  }
}

/** By how much the clock of whoever responded is ahead. It tells its time in seconds: less than two are no difference. */
function aheadOf({ headers }: Response): number {
  const ahead = Date.parse(headers.get("Date") ?? "") - Date.now();
  return Math.abs(ahead) < 2_000 || Number.isNaN(ahead) ? 0 : ahead;
}

/** Resolves after a while, or when the signal aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener("abort", finish);
  });
}
