// Runs in every page before the page's own script, with `sought` in scope. Tells when the sought text became visible, by
// the page's own clock, and what the page wanted that a policy forbids.
/* global sought, tellReadable, tellForbidden */
const roots = [];
const attachShadow = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (...options) {
  const root = attachShadow.apply(this, options);
  roots.push(root);
  return root;
};

addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
  tellForbidden(effectiveDirective, blockedURI);
});

const shows = (root) => {
  if (!root?.textContent.includes(sought)) return false;
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (!texts.currentNode.data.includes(sought)) continue;
    const element = texts.currentNode.parentElement ?? root.host;
    const { width, height } = element.getBoundingClientRect();
    const visible = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (visible && width > 0 && height > 0) return true;
  }
  return false;
};

// Once a frame: what is there now is painted with this frame.
const look = () => {
  if ([document.body, ...roots].some(shows)) tellReadable(performance.now());
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
