// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed one by one are no table to a browser, hence the roles
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and aria-activedescendant names the row
import type { RefObject } from "preact";
import type { JournalEntry } from "../model/api.js";
import { RequestRow } from "./request-row.js";
import { useWindow } from "./use-window.js";

interface RequestsProps {
  /** Oldest first. */
  readonly shown: readonly JournalEntry[];
  /** The sequence of the entry that the keyboard is at. */
  readonly active: number | undefined;
  readonly names: ReadonlyMap<string, string>;
  readonly isFiltered: boolean;
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly onActive: (sequence: number) => void;
  readonly onOpen: (sequence: number) => void;
}

/** The timeline, newest first. Of however many entries, only the rows that are in sight are in the page. */
export function Requests({ shown, active, names, isFiltered, grid, onActive, onOpen }: RequestsProps) {
  const { first, last, rowHeight, size, isScrolled, scrollTo, indexOf, pageRows } = useWindow(grid, shown);
  const at = (index: number) => shown[shown.length - 1 - index];
  const rows: JournalEntry[] = [];
  for (let index = first; index < last; index += 1) rows.push(...[at(index) ?? []].flat());
  const move = (index: number) => {
    const bounded = Math.max(0, Math.min(shown.length - 1, index));
    const entry = at(bounded);
    if (entry === undefined) return;
    onActive(entry.sequence);
    scrollTo(bounded);
  };
  const press = (event: KeyboardEvent) => {
    const current = active === undefined ? -1 : indexOf(active);
    const targets: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + pageRows,
      PageUp: current - pageRows,
      Home: 0,
      End: shown.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) move(target);
    else if (event.key === "Enter" && active !== undefined) onOpen(active);
    else return;
    event.preventDefault(); // or the grid would scroll as well
  };
  const activeRow = rows.find(({ sequence }) => sequence === active);
  return (
    <div class="requests-frame">
      <div
        ref={grid}
        class={`requests ${size}`}
        role="grid"
        aria-label="Requests, newest first"
        aria-rowcount={shown.length + 1}
        aria-activedescendant={activeRow && `entry-${activeRow.sequence}`}
        tabIndex={0}
        onKeyDown={press}
        onClick={({ target }) => {
          const row = target instanceof Element ? target.closest<HTMLElement>("[data-sequence]") : null;
          if (row) onOpen(Number(row.dataset["sequence"]));
        }}
      >
        <div class="row head" role="row" aria-rowindex={1}>
          {["Time", "Content type", "Outcome", "Reason or warning", "Connection", "Took"].map((title) => (
            <span key={title} role="columnheader">
              {title}
            </span>
          ))}
        </div>
        <div class="rows" role="rowgroup" style={{ height: `${shown.length * rowHeight}px` }}>
          {rows.map((entry, offset) => (
            <RequestRow
              key={entry.sequence}
              entry={entry}
              index={first + offset}
              top={(first + offset) * rowHeight}
              height={rowHeight}
              isActive={entry.sequence === active}
              name={names.get(entry.connection ?? "")}
            />
          ))}
        </div>
      </div>
      {shown.length === 0 && <Nothing isFiltered={isFiltered} />}
      {isScrolled && (
        <button type="button" class="newest" onClick={() => scrollTo(0)}>
          Back to the newest
        </button>
      )}
    </div>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  return (
    <div class="nothing">
      {isFiltered ? (
        <p>No request matches the filter.</p>
      ) : (
        <>
          <p>No request has arrived yet. Point a client at</p>
          <code>{new URL("..", location.href).href.replace(/\/$/, "")}</code>
        </>
      )}
    </div>
  );
}
