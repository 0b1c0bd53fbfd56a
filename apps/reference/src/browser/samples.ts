import { find } from "./find.js";
import { remember, remembered } from "./memory.js";

/** Shows the sample of the chosen event and tool, and hides the others. The tool is remembered on this machine. */
export function samples(): void {
  const panel = document.querySelector("[data-samples]");
  if (panel === null) return;
  const event = find("[data-choice=example]", HTMLSelectElement, panel);
  const tool = find("[data-choice=tool]", HTMLSelectElement, panel);
  const show = () => {
    for (const block of panel.querySelectorAll<HTMLElement>("[data-example]")) {
      const { example, tool: itsTool = tool.value } = block.dataset;
      block.hidden = example !== event.value || itsTool !== tool.value;
    }
  };
  const choose = (id: string | null | undefined) => {
    if ([...tool.options].some(({ value }) => value === id)) tool.value = id ?? "";
    show();
  };
  /** A link to a sample chooses it. */
  const follow = () => {
    const block = document.getElementById(location.hash.slice(1));
    if (block?.dataset["tool"] === undefined || !panel.contains(block)) return;
    choose(block.dataset["tool"]);
    block.scrollIntoView();
  };
  find("[data-sample-choices]", HTMLElement, panel).hidden = false;
  panel.classList.add("chosen");
  panel.addEventListener("change", () => {
    remember("tool", tool.value);
    show();
  });
  window.addEventListener("pageshow", show); // a browser that goes back restores the choices by itself, and late
  window.addEventListener("hashchange", follow);
  choose(remembered("tool"));
  follow();
}
