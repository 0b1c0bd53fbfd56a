import MiniSearch from "minisearch";
import type { SearchEntry } from "../search-entry.js";
import { find } from "./find.js";
import { showResults } from "./search-results.js";

/** Searches the reference, the guide and the changelog, by mouse or by keyboard alone. */
export function search(): void {
  const dialog = find("#search", HTMLDialogElement);
  const button = find("[data-search-open]", HTMLButtonElement);
  const input = find("#search-input", HTMLInputElement);
  const { update, press } = showResults(dialog, input);
  let entries: Promise<(query: string) => SearchEntry[]> | undefined;
  const load = () => {
    entries ??= loadIndex().catch((error: unknown) => {
      entries = undefined; // the next key tries again
      throw error;
    });
    return entries;
  };
  const sayThatItCannot = () => {
    find("#search-status", HTMLElement).textContent = "The search cannot be loaded: is the stub still running?";
  };
  const open = () => {
    load().catch(sayThatItCannot);
    dialog.showModal();
    input.select();
  };
  button.hidden = false;
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (dialog.open || !isSearchKey(event)) return;
    event.preventDefault();
    open();
  });
  input.addEventListener("keydown", press);
  input.addEventListener("input", async () => {
    const query = input.value;
    try {
      const results = (await load())(query);
      if (query === input.value) update(query, results);
    } catch {
      sayThatItCannot();
    }
  });
}

function isSearchKey({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  if (key.toLowerCase() === "k" && (ctrlKey || metaKey)) return true;
  const typing = target instanceof HTMLElement && target.closest("input, textarea, select") !== null;
  return key === "/" && !typing;
}

/** Throttling is found by "throttle" and by "throttled", in whatever case. */
function stem(term: string): string {
  return term.toLowerCase().replace(/(?<=....)(?:ing|ed|es|e|s)$/, "");
}

/** Whoever writes a whole name means what has that name. */
function rank(title: string, name: string): number {
  return title === name ? 2 : title.includes(name) ? 1 : 0;
}

async function loadIndex(): Promise<(query: string) => SearchEntry[]> {
  const response = await fetch("search.json");
  if (!response.ok) throw new Error(`search.json: ${response.status}`);
  const entries: SearchEntry[] = await response.json();
  const index = new MiniSearch({
    idField: "href",
    fields: ["title", "kind", "text", "words"],
    tokenize: (text) => text.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").split(/[^\p{L}\p{N}]+/u),
    processTerm: stem,
    storeFields: ["kind"],
    searchOptions: {
      boost: { title: 4 },
      // an exception has a schema of the same name, which says less
      boostDocument: (_href, _term, stored) => (String(stored?.["kind"]).startsWith("Exception") ? 2 : 1),
      prefix: true,
      fuzzy: 0.2,
      combineWith: "AND",
    },
  });
  index.addAll(entries);
  return (query) => {
    const found = index.search(query).flatMap(({ id }) => entries.find(({ href }) => href === id) ?? []);
    const name = query.trim().toLowerCase();
    return found.sort((a, b) => rank(b.title.toLowerCase(), name) - rank(a.title.toLowerCase(), name));
  };
}
