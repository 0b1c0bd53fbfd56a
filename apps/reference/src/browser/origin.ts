/** Has every block of code name the stub that serves this page in place of the one that the document names. */
export function ownOrigin(): void {
  const { endpoint } = document.body.dataset;
  if (endpoint === undefined) return;
  const own = new URL("..", document.baseURI).href.replace(/\/$/, "");
  for (const code of document.querySelectorAll("pre code")) {
    const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      node.textContent = (node.textContent ?? "").replaceAll(endpoint, own);
    }
  }
}
