import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { JournalEntry } from "../model/api.js";

/** How many rows there are beyond what is in sight, so that scrolling shows no gap. */
const spare = 8;
/** The height of the row of titles, in pixels, as the style has it. */
const headHeight = 28;

/** How wide the list is: that decides about its columns, and a narrow one has rows of two lines. */
export type Size = "narrow" | "middle" | "wide";

/** Which of the rows are in sight, newest first, of entries that come oldest first. */
export interface Window {
  readonly first: number;
  readonly last: number;
  /** In pixels. */
  readonly rowHeight: number;
  readonly size: Size;
  /** Whether the newest row is out of sight. */
  readonly isScrolled: boolean;
  /** How many rows are in sight. */
  readonly pageRows: number;
  /** Scrolls no further than it takes to show the row; 0 shows the newest. */
  scrollTo(index: number): void;
  /** The row of an entry, or of the next older one. */
  indexOf(sequence: number): number;
}

/** What a list shows of many entries. What a reader looks at stays in its place when newer entries come in above. */
export function useWindow(list: RefObject<HTMLDivElement | null>, shown: readonly JournalEntry[]): Window {
  const [{ width, height }, setBox] = useState({ width: 0, height: 0 });
  const [top, setTop] = useState(0);
  const held = useRef<{ sequence: number; offset: number } | undefined>(undefined);
  const size = width < 480 ? "narrow" : width < 760 ? "middle" : "wide";
  const rowHeight = size === "narrow" ? 48 : 28;
  const indexOf = (sequence: number) => shown.length - countUpTo(shown, sequence);

  useEffect(() => {
    const { current } = list;
    if (current === null) return;
    const observer = new ResizeObserver(() => setBox({ width: current.clientWidth, height: current.clientHeight }));
    observer.observe(current);
    return () => observer.disconnect();
  }, [list]);
  useEffect(() => {
    const { current } = list;
    const scrolled = () => {
      const { scrollTop } = current ?? { scrollTop: 0 };
      const index = Math.floor(scrollTop / rowHeight);
      const entry = scrollTop < rowHeight ? undefined : shown[shown.length - 1 - index];
      held.current = entry && { sequence: entry.sequence, offset: scrollTop - index * rowHeight };
      setTop(scrollTop);
    };
    current?.addEventListener("scroll", scrolled, { passive: true });
    return () => current?.removeEventListener("scroll", scrolled);
  }, [list, shown, rowHeight]);
  useLayoutEffect(() => {
    if (list.current === null || held.current === undefined) return;
    list.current.scrollTop = indexOf(held.current.sequence) * rowHeight + held.current.offset;
  }, [shown, rowHeight]);

  const inSight = Math.max(0, height - headHeight);
  const start = Math.floor(top / rowHeight);
  return {
    first: Math.max(0, Math.min(start, shown.length) - spare),
    last: Math.min(shown.length, start + Math.ceil(inSight / rowHeight) + spare),
    rowHeight,
    size,
    isScrolled: top >= rowHeight && shown.length > 0,
    pageRows: Math.max(1, Math.floor(inSight / rowHeight) - 1),
    indexOf,
    scrollTo(index) {
      const { current } = list;
      if (current === null) return;
      const place = index * rowHeight;
      if (place < current.scrollTop) current.scrollTop = place;
      else if (place + rowHeight > current.scrollTop + inSight) current.scrollTop = place + rowHeight - inSight;
    },
  };
}

/** How many entries, of ones in the order of their sequences, have a sequence up to this. */
function countUpTo(entries: readonly JournalEntry[], sequence: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.sequence ?? 0) <= sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}
