const key = "theme";

/** The theme that the reader chose on this machine: nothing where the browser keeps nothing. */
export function rememberedTheme(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // the browser forbids it
  }
}

/** Remembers the reader's choice, where the browser keeps something. */
export function rememberTheme(theme: "light" | "dark"): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // the choice holds for this page only
  }
}
