/** Copies the code beside each copy button. */
export function copyButtons(): void {
  if (navigator.clipboard === undefined) return; // only pages from this machine or over TLS may copy
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const code = button.closest("figure")?.querySelector("code")?.textContent ?? "";
      button.textContent = await navigator.clipboard.writeText(code).then(
        () => "Copied",
        () => "Not allowed",
      );
      button.addEventListener("blur", () => (button.textContent = "Copy"), { once: true });
    });
  }
}
