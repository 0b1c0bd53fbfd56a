import { find } from "./find.js";

/** Shows the sample of the chosen event and tool, and hides the others. */
export function samples(): void {
  const panel = document.querySelector("[data-samples]");
  if (panel === null) return;
  const choices = [...panel.querySelectorAll<HTMLSelectElement>("[data-choice]")];
  const show = () => {
    const chosen = Object.fromEntries(choices.map(({ dataset, value }) => [dataset["choice"] ?? "", value]));
    for (const block of panel.querySelectorAll<HTMLElement>("[data-example]")) {
      const { example, tool } = block.dataset;
      block.hidden = example !== chosen["example"] || (tool !== undefined && tool !== chosen["tool"]);
    }
  };
  find("[data-sample-choices]", HTMLElement, panel).hidden = false;
  panel.classList.add("chosen");
  panel.addEventListener("change", show);
  window.addEventListener("pageshow", show); // a browser that goes back restores the choices by itself, and late
  show();
}
