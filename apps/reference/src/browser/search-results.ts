import type { SearchEntry } from "../search-entry.js";
import { find } from "./find.js";

/**
 * The list of results: `update` fills it, `press` moves through it. The input keeps the focus, and tells by
 * `aria-activedescendant` which result is current.
 */
export function showResults(dialog: HTMLDialogElement, input: HTMLInputElement) {
  const list = find("#search-results", HTMLElement, dialog);
  const status = find("#search-status", HTMLElement, dialog);
  input.role = "combobox";
  input.ariaExpanded = "false";
  input.ariaAutoComplete = "list";
  input.setAttribute("aria-controls", list.id);
  const options = () => [...list.querySelectorAll<HTMLAnchorElement>("[role=option]")];

  const select = (index: number) => {
    const all = options();
    const chosen = all[(index + all.length) % all.length];
    for (const option of all) option.setAttribute("aria-selected", String(option === chosen));
    chosen?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", chosen?.id ?? "");
  };
  const update = (query: string, results: readonly SearchEntry[]) => {
    list.replaceChildren(...results.map(option));
    input.ariaExpanded = String(results.length > 0);
    status.textContent = query.trim() === "" ? "" : counted(results.length);
    select(0);
  };
  const press = (event: KeyboardEvent) => {
    const all = options();
    const current = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") select(current + 1);
    else if (event.key === "ArrowUp") select(current - 1);
    else if (event.key === "Enter") all[current]?.click();
    else return;
    event.preventDefault();
  };
  list.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a")) dialog.close();
  });
  return { update, press };
}

function option({ title, kind, href, text }: SearchEntry, index: number): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = href;
  link.id = `search-result-${index}`;
  link.tabIndex = -1;
  link.setAttribute("role", "option");
  link.append(line("strong", title), " ", line("small", kind), line("span", text));
  return link;
}

function line(element: string, text: string): HTMLElement {
  const node = document.createElement(element);
  node.textContent = text;
  return node;
}

function counted(results: number): string {
  if (results === 0) return "Nothing found: try a shorter word.";
  return results === 1 ? "1 result" : `${results} results`;
}
