/** What the reader chose on this machine: nothing where the browser keeps nothing. */
export function remembered(key: "theme" | "tool"): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // the browser forbids it
  }
}

/** Remembers a choice of the reader, where the browser keeps something. */
export function remember(key: "theme" | "tool", value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // the choice holds for this page only
  }
}
