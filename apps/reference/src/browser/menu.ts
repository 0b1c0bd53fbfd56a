import { find } from "./find.js";

/** Opens and closes the navigation where the window is too narrow to show it all the time. */
export function menu(): void {
  const button = find("[data-menu]", HTMLButtonElement);
  const places = find("#places", HTMLElement);
  const show = (open: boolean) => {
    button.setAttribute("aria-expanded", String(open));
    places.classList.toggle("open", open);
  };
  button.hidden = false;
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  places.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a")) show(false);
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    show(false);
    button.focus();
  });
}
