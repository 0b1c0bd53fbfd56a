const key = "sendevent-control-token";

/** The control token that was given in this tab; `""` for none. */
export function rememberedToken(): string {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return ""; // the browser forbids it
  }
}

/** Keeps the control token until the tab is closed, or `""` to forget it. */
export function rememberToken(token: string): void {
  try {
    if (token === "") sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, token);
  } catch {
    // it holds until the page is left
  }
}
