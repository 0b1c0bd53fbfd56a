import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Api, JournalEntry } from "../model/api.js";
import { follow, type Link } from "../model/follow.js";
import type { Timeline } from "../model/timeline.js";

/** Follows the journal for as long as the component is there, and is how the connection is. */
export function useFollowed(api: Api, timeline: Timeline): Link {
  const [link, setLink] = useState<Link>({ state: "connecting" });
  useEffect(() => {
    const leaving = new AbortController();
    void follow(api, timeline, leaving.signal, setLink);
    return () => leaving.abort();
  }, [api, timeline]);
  return link;
}

/** The entries of a timeline, as they change. */
export function useEntries(timeline: Timeline): readonly JournalEntry[] {
  const [entries, setEntries] = useState(timeline.entries);
  useEffect(() => {
    setEntries(timeline.entries);
    return timeline.subscribe(() => setEntries(timeline.entries));
  }, [timeline]);
  return entries;
}

/** The time on the stub's clock, in milliseconds, every second. */
export function useNow(aheadMs: number): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now + aheadMs;
}

/** So often, in milliseconds, something is loaded at the most; and every fourth time without a reason. */
const pollMs = 800;

/**
 * What `load` resolves to: loaded when `reason` changes, at once when it is asked for, and every few seconds, while `isOn`
 * and the page is visible. `null` means that it need not be loaded again. When it fails, what was there before stays.
 */
export function usePolled<Body>(
  load: (signal: AbortSignal) => Promise<Body | null>,
  isOn: boolean,
  reason: unknown,
): readonly [body: Body | null | undefined, refresh: () => void] {
  const [body, setBody] = useState<Body | null>();
  const waited = useRef(0);
  const tick = useRef(() => {});
  useEffect(() => {
    waited.current = 4;
  }, [reason]);
  useEffect(() => {
    if (!isOn) return;
    const leaving = new AbortController();
    let busy = false;
    tick.current = async () => {
      waited.current += 1;
      if (busy || document.hidden || waited.current < 4) return;
      busy = true;
      waited.current = 0;
      const loaded = await load(leaving.signal).catch(() => undefined);
      busy = false;
      if (leaving.signal.aborted || loaded === undefined) return;
      setBody(loaded);
      if (loaded === null) clearInterval(timer);
    };
    const timer = setInterval(() => tick.current(), pollMs);
    waited.current = 4;
    tick.current();
    return () => {
      clearInterval(timer);
      leaving.abort();
    };
  }, [load, isOn]);
  const refresh = useCallback(() => {
    waited.current = 4;
    tick.current();
  }, []);
  return [body, refresh];
}
