import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium, withChromium } from "../../stub/test/chromium.js";
import { type ServedReference, serveReference } from "./serve-reference.js";
import { openPage } from "./watched-page.js";

withChromium("samples in the browser", () => {
  let browser: Browser;
  let reference: ServedReference;
  beforeAll(async () => {
    [browser, reference] = await Promise.all([launchChromium(), serveReference()]);
  });
  afterAll(async () => {
    await browser?.close();
    await reference?.[Symbol.asyncDispose]();
  });

  test.each(["index.html", "guide.html", "control.html"])(
    "%s: name the stub that serves the page, in every block of code",
    async (name) => {
      await using opened = await openPage(browser, reference.url + name);
      const blocks = await opened.page.locator("pre code").allTextContents();
      expect(blocks.filter((code) => code.includes("127.0.0.1:4010"))).toEqual([]);
      const own = blocks.filter((code) => code.includes(new URL(reference.url).origin));
      expect(own.length).toBeGreaterThan(5);
    },
  );

  test("keep the tool that was chosen", async () => {
    await using opened = await openPage(browser, reference.url);
    const { page } = opened;
    const shown = page.locator("[data-tool]:visible");
    await page.getByLabel("Tool").selectOption("go");
    expect(await shown.innerText()).toContain("package main");
    await page.reload();
    expect(await shown.innerText()).toContain("package main");
    expect(await page.getByLabel("Tool").inputValue()).toBe("go");
  });

  test("choose the tool that a link names", async () => {
    await using opened = await openPage(browser, `${reference.url}#sample-java`);
    const { page } = opened;
    const shown = page.locator("[data-tool]:visible");
    expect(await shown.innerText()).toContain("HttpRequest.newBuilder");
    await page.evaluate("location.hash = '#sample-csharp'");
    await shown.getByText("HttpRequestMessage").waitFor();
  });

  test("are as they were where what is remembered is no tool", async () => {
    await using opened = await openPage(browser, reference.url);
    await opened.page.evaluate("localStorage.setItem('tool', 'cobol')");
    await opened.page.reload();
    expect(await opened.page.locator("[data-tool]:visible").innerText()).toContain("curl");
  });
});
