import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium, withChromium } from "../../stub/test/chromium.js";
import { pages, widths } from "./looks.js";
import { type ServedReference, serveReference } from "./serve-reference.js";
import { openPage } from "./watched-page.js";

withChromium("the layout", () => {
  let browser: Browser;
  let reference: ServedReference;
  beforeAll(async () => {
    [browser, reference] = await Promise.all([launchChromium(), serveReference()]);
  });
  afterAll(async () => {
    await browser?.close();
    await reference?.[Symbol.asyncDispose]();
  });
  const open = (name: string, width: number) =>
    openPage(browser, `${reference.url}${name}`, { viewport: { width, height: 900 } });

  test.each(pages.flatMap((name) => widths.map((width) => ({ name, width }))))(
    "$name, $width px wide: one scale of sizes, one width of text, nothing clipped",
    async ({ name, width }) => {
      await using opened = await open(`${name}.html`, width);
      const measured: { sizes: number[]; columns: number[]; clipped: string[] } = await opened.page.evaluate(measure);
      expect(measured.sizes.length, String(measured.sizes)).toBeLessThanOrEqual(7);
      expect(Math.min(...measured.sizes)).toBeGreaterThanOrEqual(12);
      expect(measured.columns.length, String(measured.columns)).toBe(1);
      expect(measured.clipped).toEqual([]);
    },
  );

  test("breaks no word of an exception's name on a phone", async () => {
    await using opened = await open("index.html", 360);
    const names = opened.page.locator("#errors a[href*='#error-'], .error h3 a");
    expect(await names.count()).toBe(26);
    // each word is a text of its own, between places where a line may end
    const lines = await names.evaluateAll((links) =>
      links.flatMap((link) =>
        Array.from(link.childNodes, (word) => {
          const range = link.ownerDocument.createRange();
          range.selectNodeContents(word);
          return word.textContent === "" ? 1 : Math.max(1, range.getClientRects().length);
        }),
      ),
    );
    expect(Math.max(...lines)).toBe(1);
  });

  test("has the samples within their section on a phone: after what it does, before what it takes", async () => {
    await using opened = await open("index.html", 360);
    const top = async (selector: string) =>
      (await opened.page.locator(selector).first().boundingBox())?.y ?? Number.NaN;
    expect(await top("#SendEvent .prose")).toBeLessThan(await top("#SendEvent [data-samples]"));
    expect(await top("#SendEvent [data-samples]")).toBeLessThan(await top("#SendEvent h3"));
  });

  test.each(["index.html#SendEvent", "index.html#error-ConflictException", "control.html#addFault", "guide.html#send"])(
    "%s has the code beside the text on a laptop",
    async (target) => {
      await using opened = await open(target, 1280);
      const row = opened.page.locator(
        `section.row:has(${target.slice(target.indexOf("#"))}), section${target.slice(target.indexOf("#"))}`,
      );
      const text = await row.locator(".text").first().boundingBox();
      const pane = await row.locator(".pane pre:visible").first().boundingBox();
      expect(pane?.x).toBeGreaterThan((text?.x ?? Number.NaN) + (text?.width ?? 0));
      expect(pane?.y).toBeLessThan((text?.y ?? 0) + (text?.height ?? 0));
    },
  );
});

/** Sizes of the text that shows, widths of the columns of text, and elements whose content is wider than they are. */
const measure = `(() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const shown = [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility());
  const hasText = (element) => [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim());
  const unique = (values) => [...new Set(values)];
  return {
    sizes: unique(shown.filter(hasText).map((element) => Number.parseFloat(getComputedStyle(element).fontSize))),
    columns: unique(shown.filter((element) => element.matches(".text")).map(({ clientWidth }) => clientWidth)),
    clipped: shown
      .filter(({ clientWidth, scrollWidth }) => clientWidth > 0 && scrollWidth > clientWidth)
      .map(({ outerHTML }) => outerHTML.slice(0, 120)),
  };
})()`;
