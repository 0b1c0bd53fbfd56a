/** Light or dark. */
export type Theme = "light" | "dark";

/** The same as the reference's: on one stub, a reader chooses once. */
const key = "theme";

/** The theme that the reader chose on this machine, if any. */
export function rememberedTheme(): Theme | undefined {
  try {
    const chosen = localStorage.getItem(key);
    return chosen === "light" || chosen === "dark" ? chosen : undefined;
  } catch {
    return undefined; // the browser forbids it
  }
}

/** Switches to the other theme, and remembers it where the browser keeps something. Returns it. */
export function switchTheme(from: Theme): Theme {
  const theme = from === "dark" ? "light" : "dark";
  document.documentElement.dataset["theme"] = theme;
  try {
    localStorage.setItem(key, theme);
  } catch {
    // it holds for this page only
  }
  return theme;
}
