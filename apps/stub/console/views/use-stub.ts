import { useCallback } from "preact/hooks";
import type { Api, Fault, Health, JournalEntry } from "../model/api.js";
import { type Chat, readChats } from "../model/chats.js";
import type { Timeline } from "../model/timeline.js";
import { usePolled } from "./hooks.js";

/** What the stub has beside its journal. Nothing of it is there before the stub has told. */
export interface StubState {
  /** Absent too where the stub was started without chats. */
  readonly chats: readonly Chat[] | undefined;
  readonly faults: readonly Fault[] | undefined;
  readonly health: Health | undefined;
  /** Has the faults read again, at once. */
  refreshFaults(): void;
}

/** What the stub has now, while it is connected: read again when an entry arrives, and every few seconds. */
export function useStub(api: Api, timeline: Timeline, isLive: boolean, newest: JournalEntry | undefined): StubState {
  const [chats] = usePolled(
    useCallback((signal) => readChats(api, signal), [api]),
    isLive,
    newest,
  );
  const [staged, refreshFaults] = usePolled<{ faults: Fault[] }>(
    useCallback((signal) => api.read("/faults", signal), [api]),
    isLive,
    newest,
  );
  const readHealth = async (signal: AbortSignal) => {
    const before = timeline.newest;
    const health = await api.read<Health>("/health", signal);
    if (health.remembered.events === 0 && timeline.newest === before) timeline.clear(); // somebody else has reset the stub
    return health;
  };
  const [health] = usePolled(useCallback(readHealth, [api, timeline]), isLive, newest);
  return { chats: chats ?? undefined, faults: staged?.faults, health: health ?? undefined, refreshFaults };
}
