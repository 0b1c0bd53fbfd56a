/** Opens what is folded while the page is printed: paper has nothing to click on. */
export function unfoldForPrint(): void {
  const folded = () => document.querySelectorAll<HTMLDetailsElement>("details:not([open])");
  let opened: HTMLDetailsElement[] = [];
  window.addEventListener("beforeprint", () => {
    opened = [...folded()];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}
