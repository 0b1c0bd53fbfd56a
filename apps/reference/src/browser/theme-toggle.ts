import { find } from "./find.js";
import { remember } from "./memory.js";

/** Switches between light and dark, and remembers the choice on this machine. */
export function themeToggle(): void {
  const button = find("[data-theme-toggle]", HTMLButtonElement);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const current = () => document.documentElement.dataset["theme"] ?? (dark.matches ? "dark" : "light");
  const other = () => (current() === "dark" ? "light" : "dark");
  const label = () => {
    button.textContent = other() === "dark" ? "Dark" : "Light";
    button.setAttribute("aria-label", `Switch to the ${other()} theme`);
  };
  button.hidden = false;
  label();
  dark.addEventListener("change", label);
  button.addEventListener("click", () => {
    const theme = other();
    document.documentElement.dataset["theme"] = theme;
    remember("theme", theme);
    label();
  });
}
