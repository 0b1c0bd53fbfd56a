import { contentTypes } from "@sendevent/openapi";
import type { RefObject } from "preact";
import { useMemo } from "preact/hooks";
import type { JournalEntry } from "../model/api.js";
import { type Filter, noFilter } from "../model/filter.js";
import { nameOf, shortly } from "../model/words.js";

/** The most choices of a filter: a list that is longer helps nobody. */
const mostChoices = 100;

interface FiltersProps {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly entries: readonly JournalEntry[];
  /** How many entries the filter leaves. */
  readonly shown: number;
  readonly names: ReadonlyMap<string, string>;
  readonly input: RefObject<HTMLInputElement | null>;
}

/** What narrows the timeline. */
export function Filters({ filter, onFilter, entries, shown, names, input }: FiltersProps) {
  const change = (changed: Partial<Filter>) => {
    const next = { ...filter, ...changed };
    onFilter(Object.values(next).every((value) => value === "") ? noFilter : next);
  };
  const seen = useMemo(() => choicesOf(entries), [entries]);
  const connections = withChosen(seen.connections, filter.connection);
  const types = withChosen([...new Set([...Object.values(contentTypes), ...seen.contentTypes])], filter.contentType);
  const outcomes = withChosen(seen.outcomes, filter.outcome).filter(
    (outcome) => !["rejected", "warned"].includes(outcome),
  );
  const named = (own: string) => (names.has(own) ? `${names.get(own)} (${shortly(own)})` : shortly(own));
  return (
    <search class="filters">
      <input
        ref={input}
        type="search"
        aria-label="Filter by text"
        placeholder="Filter by text   ( / )"
        value={filter.text}
        onInput={({ currentTarget }) => change({ text: currentTarget.value })}
      />
      <Choice label="Connection" value={filter.connection} onChoose={(connection) => change({ connection })}>
        {connections.map((own) => [own, named(own)])}
      </Choice>
      <Choice label="Content type" value={filter.contentType} onChoose={(contentType) => change({ contentType })}>
        {types.map((type) => [type, nameOf(type)])}
      </Choice>
      <Choice label="Outcome" value={filter.outcome} onChoose={(outcome) => change({ outcome })}>
        {[
          ["rejected", "Not accepted"],
          ["warned", "With a warning"],
          ...outcomes.map((outcome): [string, string] => [outcome, outcome]),
        ]}
      </Choice>
      <p class="found">
        <output>
          {shown === entries.length
            ? `${shown.toLocaleString("en")} requests`
            : `${shown.toLocaleString("en")} of ${entries.length.toLocaleString("en")}`}
        </output>
        {filter !== noFilter && (
          <button type="button" class="text" onClick={() => onFilter(noFilter)}>
            Clear
          </button>
        )}
      </p>
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChoose: (value: string) => void;
  readonly children: readonly (readonly [value: string, name: string])[];
}

function Choice({ label, value, onChoose, children }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      value={value}
      class={value === "" ? "" : "set"}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
    >
      <option value="">{label}</option>
      {children.map(([choice, name]) => (
        <option key={choice} value={choice}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** What the entries have: their newest connections first, and the rest in order. */
function choicesOf(entries: readonly JournalEntry[]) {
  const [connections, contentTypes, outcomes] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const add = (set: Set<string>, value: string | undefined) => {
    if (value !== undefined && set.size < mostChoices) set.add(value);
  };
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    add(connections, entry?.connection);
    add(contentTypes, entry?.ContentType);
    add(outcomes, entry?.outcome);
  }
  return { connections: [...connections], contentTypes: [...contentTypes], outcomes: [...outcomes].sort() };
}

/** What is chosen stays a choice, also when no entry has it any more. */
function withChosen(choices: string[], chosen: string): string[] {
  return chosen === "" || choices.includes(chosen) ? choices : [chosen, ...choices];
}
