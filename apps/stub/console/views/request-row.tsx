// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed one by one are no table to a browser, hence the roles
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and aria-activedescendant names the row
import type { JournalEntry } from "../model/api.js";
import { isAccepted } from "../model/filter.js";
import { nameOf, shortly, timeOf } from "../model/words.js";
import { memo } from "./memo.js";

interface RequestRowProps {
  readonly entry: JournalEntry;
  readonly index: number;
  /** Where it is in the list, and how high it is, in pixels. */
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  /** Who the connection belongs to, where that is known. */
  readonly name: string | undefined;
}

/** One request of the timeline. */
export const RequestRow = memo(function RequestRow(props: RequestRowProps) {
  const { entry, index, top, height, isActive, name } = props;
  const { sequence, receivedAt, ContentType, reason, warnings, connection, durationMs } = entry;
  const note = reason ?? warnings.map(({ code }) => code).join(", ");
  return (
    <div
      id={`entry-${sequence}`}
      data-sequence={sequence}
      class={isActive ? "row active" : "row"}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isActive}
      style={{ transform: `translateY(${top}px)`, height: `${height}px` }}
    >
      <span class="time" role="gridcell">
        {timeOf(receivedAt)}
      </span>
      <span class="type" role="gridcell">
        {nameOf(ContentType)}
      </span>
      <span class="outcome" role="gridcell">
        <Outcome entry={entry} />
      </span>
      <span class={reason === undefined ? "note warned" : "note"} role="gridcell" title={note}>
        {note}
      </span>
      <span class="connection" role="gridcell">
        {name ?? (connection === undefined ? "" : shortly(connection))}
      </span>
      <span class="took" role="gridcell">
        {durationMs} ms
      </span>
    </div>
  );
});

/** The outcome, in the colour of its kind. */
export function Outcome({ entry }: { entry: JournalEntry }) {
  const kind = isAccepted(entry) ? (entry.warnings.length > 0 ? "warned" : entry.outcome) : "rejected";
  return <span class={`badge ${kind}`}>{entry.outcome}</span>;
}
