import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium, withChromium } from "../../stub/test/chromium.js";
import { type ServedReference, serveReference } from "./serve-reference.js";
import { openPage } from "./watched-page.js";

withChromium("places of the reference", () => {
  let browser: Browser;
  let reference: ServedReference;
  beforeAll(async () => {
    [browser, reference] = await Promise.all([launchChromium(), serveReference()]);
  });
  afterAll(async () => {
    await browser?.close();
    await reference?.[Symbol.asyncDispose]();
  });
  const open = (place = "") => openPage(browser, reference.url + place);
  const current = (page: Page) => page.locator("#places [aria-current]").allInnerTexts();
  const topOf = async (page: Page, selector: string) => (await page.locator(selector).boundingBox())?.y;

  test("are marked in the navigation while the reader scrolls, one at a time", async () => {
    await using opened = await open();
    const { page } = opened;
    expect(await current(page)).toEqual(["Overview"]);
    await page.locator("#try-it").evaluate((section) => section.scrollIntoView());
    await page.locator("#places [aria-current]", { hasText: "Try it" }).waitFor();
    expect((await current(page)).length).toBe(1);
    await page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
    const link = page.locator("#places li:last-child > ul > li:last-child > [aria-current]");
    await link.waitFor();
    const box = await link.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(900); // the navigation has scrolled too
  });

  test("are marked where a link led to, also at the end of the page, where it cannot come up to the top", async () => {
    await using opened = await open();
    const { page } = opened;
    await page.locator("#places").getByRole("link", { name: "ExceptionName" }).click();
    await page.locator("#places [aria-current]", { hasText: "ExceptionName" }).waitFor();
  });

  test("are reached at once, without animation, by a link and by an address", async () => {
    await using opened = await open("#error-ThrottlingException");
    const { page } = opened;
    expect(await topOf(page, "#error-ThrottlingException")).toBeLessThan(100);
    await page.emulateMedia({ reducedMotion: "no-preference" });
    const y = await page.evaluate(
      "document.querySelector('#places a[href=\"#errors\"]').click(); document.querySelector('#errors').getBoundingClientRect().y",
    );
    expect(y).toBeLessThan(100);
  });

  test.each(["", "guide.html", "control.html"])("%s: every member and value can be linked to", async (name) => {
    await using opened = await open(name);
    const members = opened.page.locator(":is(.properties, .values) > div");
    const links = await members.evaluateAll((all) =>
      all.map(({ id, children }) => [
        id !== "",
        children[0]?.querySelector(".anchor")?.getAttribute("href") === `#${id}`,
      ]),
    );
    expect(links.flat().every(Boolean)).toBe(true);
    if (name !== "guide.html") expect(links.length).toBeGreaterThan(50);
    const ids = await opened.page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
    expect(ids.length).toBe(new Set(ids).size);
  });

  test("are unfolded when a link leads into what is folded", async () => {
    await using opened = await open("#error-ConflictException.x-amzn-ErrorType");
    const header = opened.page.locator("[id='error-ConflictException.x-amzn-ErrorType']");
    expect(await header.isVisible()).toBe(true);
    expect((await header.boundingBox())?.y).toBeLessThan(100);
  });
});
