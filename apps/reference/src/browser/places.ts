import { find } from "./find.js";

/** Marks in the navigation the place that the reader is at, and opens what is folded around the place that a link leads to. */
export function places(): void {
  const navigation = find("#places", HTMLElement);
  const links = [...navigation.querySelectorAll<HTMLAnchorElement>("a")];
  const targets = links.flatMap((link) => {
    const target = document.getElementById(link.hash.slice(1));
    return target === null ? [] : [{ link, target }];
  });
  const mark = () => {
    const aimed = targets.find(({ link }) => leftToScroll() < 1 && link.hash === location.hash);
    const passed = targets.filter(({ target }) => target.getBoundingClientRect().top <= readingLine());
    const current = (aimed ?? passed.at(-1) ?? targets[0])?.link;
    for (const { link } of targets) {
      if (link === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    if (current) keepInView(navigation, current);
  };
  let asked = 0;
  const markSoon = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(mark);
  };
  addEventListener("scroll", markSoon, { passive: true });
  addEventListener("resize", markSoon, { passive: true });
  addEventListener("hashchange", unfold);
  unfold();
  mark();
}

function leftToScroll(): number {
  return document.documentElement.scrollHeight - innerHeight - scrollY;
}

/** Where in the window the reader is: at its top, but for the end of the page, whose last parts never come up there. */
function readingLine(): number {
  const top = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 1;
  return top + (innerHeight - top) * Math.max(0, 1 - leftToScroll() / innerHeight);
}

/** Scrolls the navigation alone: `scrollIntoView` would scroll the page as well. */
function keepInView(navigation: HTMLElement, link: HTMLElement): void {
  const outer = navigation.getBoundingClientRect();
  const { top, bottom } = link.getBoundingClientRect();
  if (top < outer.top) navigation.scrollTop += top - outer.top;
  else if (bottom > outer.bottom) navigation.scrollTop += bottom - outer.bottom;
}

function unfold(): void {
  const target = document.getElementById(location.hash.slice(1));
  const folded = target?.closest<HTMLDetailsElement>("details:not([open])");
  if (!folded) return;
  folded.open = true;
  target?.scrollIntoView();
}
