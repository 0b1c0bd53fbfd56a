import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium, withChromium } from "../../stub/test/chromium.js";
import { pages, themes } from "./looks.js";
import { type ServedReference, serveReference } from "./serve-reference.js";
import { openPage } from "./watched-page.js";

const looks = pages.flatMap((page) =>
  themes.flatMap((colorScheme) => [1280, 360].map((width) => ({ page, colorScheme, width }))),
);

withChromium("every page", () => {
  let browser: Browser;
  let reference: ServedReference;
  beforeAll(async () => {
    [browser, reference] = await Promise.all([launchChromium(), serveReference()]);
  });
  afterAll(async () => {
    await browser?.close();
    await reference?.[Symbol.asyncDispose]();
  });

  test.each(looks)("$page, $colorScheme, $width px wide: fits, and axe finds nothing serious", async (look) => {
    const { page: name, colorScheme, width } = look;
    await using opened = await openPage(browser, `${reference.url}${name}.html`, {
      colorScheme,
      viewport: { width, height: 900 },
    });
    const { page } = opened;
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    await page.locator("details").evaluateAll("(all) => all.forEach((details) => { details.open = true; })");
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<axe.AxeResults>(
      "axe.run({ resultTypes: ['violations'], selectors: false })",
    );
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
  });

  test.each(pages)("%s: no complaint in the console, no request to another host", async (name) => {
    await using opened = await openPage(browser, `${reference.url}${name}.html`);
    await opened.page.waitForLoadState("networkidle");
    expect(opened.complaints).toEqual([]);
    expect(opened.foreign).toEqual([]);
  });

  test.each(pages)("%s: takes less than 1.2 MB, search and downloads included, even uncompressed", async (name) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const sizes: Promise<number>[] = [];
    page.on("response", (response) => {
      const size = response.body().then(({ length }) => length);
      size.catch(() => {}); // one that comes once all is counted, and the page closed
      sizes.push(size);
    });
    await page.goto(`${reference.url}${name}.html`, { waitUntil: "networkidle" }); // also the icon, which comes late
    for (const file of ["search.json", "sendevent.yaml", "sendevent.json"]) {
      sizes.push(page.request.get(reference.url + file).then(async (response) => (await response.body()).length));
    }
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(100_000);
    expect(total).toBeLessThan(1_200_000);
    await context.close();
  });

  test.each(pages)("%s: every link within the site leads somewhere", async (name) => {
    await using opened = await openPage(browser, `${reference.url}${name}.html`);
    const links = await opened.page
      .locator("a[href]")
      .evaluateAll((elements) => elements.flatMap((element) => ("href" in element ? String(element.href) : [])));
    expect(links.length).toBeGreaterThan(5);
    for (const link of new Set(links)) {
      const { hash, href } = new URL(link);
      const response = await opened.page.request.get(href.replace(hash, ""));
      expect([link, response.status()]).toEqual([link, 200]);
      if (hash !== "") expect(await response.text(), link).toContain(`id="${hash.slice(1)}"`);
    }
  });
});
