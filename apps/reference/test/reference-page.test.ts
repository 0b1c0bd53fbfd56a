import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium, withChromium } from "./chromium.js";
import { type ServedReference, serveReference } from "./serve-reference.js";
import { openPage, type WatchedPage } from "./watched-page.js";

withChromium("the reference", () => {
  let browser: Browser;
  let reference: ServedReference;
  beforeAll(async () => {
    [browser, reference] = await Promise.all([launchChromium(), serveReference()]);
  });
  afterAll(async () => {
    await browser?.close();
    await reference?.[Symbol.asyncDispose]();
  });
  const open = (): Promise<WatchedPage> => openPage(browser, reference.url);

  test("shows the operation: its target, its members and their constraints", async () => {
    await using opened = await open();
    const operation = opened.page.locator("#SendEvent");
    await operation.getByText("/participant/event", { exact: true }).waitFor();
    const content = operation.locator(".properties > div", {
      has: opened.page.locator("code.name", { hasText: /^Content$/ }),
    });
    expect(await content.locator(".constraints").first().innerText()).toContain("1 to 16384 characters");
  });

  test("marks the retired content type as deprecated", async () => {
    await using opened = await open();
    const retired = opened.page.locator("#schema-ContentType .variants dt", { hasText: "ConnectionAcknowledged" });
    expect(await retired.innerText()).toContain("deprecated");
  });

  test("says of an exception when it occurs, how to mend it, and whether to retry", async () => {
    await using opened = await open();
    const section = opened.page.locator(".error", { has: opened.page.locator("#error-ThrottlingException") });
    const advice = await section.locator(".advice").innerText();
    expect(advice).toMatch(/When\s+The quota is used up/i);
    expect(advice).toMatch(/Mend\s+Send fewer events/i);
    expect(advice).toMatch(/Retry\s+Yes, with the same ClientToken/i);
  });

  test("shows the sample of the chosen event and tool, and only that", async () => {
    await using opened = await open();
    await opened.page.getByLabel("Event", { exact: true }).selectOption("MessageRead");
    await opened.page.getByLabel("Tool", { exact: true }).selectOption("boto3");
    const shown = opened.page.locator("[data-tool]:visible");
    expect(await shown.count()).toBe(1);
    expect(await shown.innerText()).toContain("participant.send_event(");
    expect(await shown.innerText()).toContain("event.message.read");
  });

  test("finds ConflictException by keyboard alone", async () => {
    await using opened = await open();
    const { page } = opened;
    await page.keyboard.press("/");
    await page.keyboard.type("conflict");
    await page.getByRole("option", { name: "ConflictException Exception 409" }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/#error-ConflictException$/);
    expect(await page.locator("#search").isVisible()).toBe(false);
    expect(opened.complaints).toEqual([]);
  });

  test("finds what readers look for, however they write it", async () => {
    const searches = [
      ["throttled", "ThrottlingException"],
      ["Conflct", "ConflictException"],
      ["idempotency", "Idempotency"],
      ["16384", "Content"],
      ["deprecated", "ContentType"],
      ["boto3", "SendEvent"],
      ["region", "Overview"],
      ["Access-Control-Max-Age", "Operation"],
      ["changelog", "Changelog"],
    ] as const;
    await using opened = await open();
    await opened.page.keyboard.press("/");
    const input = opened.page.locator("#search-input");
    const results = opened.page.locator("#search [role=option]");
    for (const [query, found] of searches) {
      await input.fill("");
      await results.first().waitFor({ state: "detached" });
      await input.fill(query);
      await results.filter({ hasText: found }).first().waitFor();
    }
  });

  test("says so when the search cannot be loaded, and finds again when it can", async () => {
    await using opened = await open();
    const { page } = opened;
    await page.route("**/search.json", (route) => route.abort());
    await page.keyboard.press("/");
    await page.keyboard.type("con");
    await page.getByText("The search cannot be loaded").waitFor();
    await page.unroute("**/search.json");
    await page.keyboard.type("flict");
    await page.locator("#search [role=option]", { hasText: "ConflictException" }).first().waitFor();
  });

  test("shows the sample of what is chosen also when the reader comes back", async () => {
    await using opened = await open();
    const { page } = opened;
    await page.getByLabel("Tool", { exact: true }).selectOption("aws-cli");
    await page.getByRole("link", { name: "Guide", exact: true }).click();
    await page.goBack();
    await page.locator("[data-tool]:visible").waitFor();
    const chosen = await page.getByLabel("Tool", { exact: true }).inputValue();
    expect(await page.locator("[data-tool]:visible").getAttribute("data-tool")).toBe(chosen);
  });

  test("prints everything, dark on light", async () => {
    await using opened = await openPage(browser, reference.url, { colorScheme: "dark" });
    const { page } = opened;
    await page.emulateMedia({ media: "print" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    expect(await page.locator("details:not([open])").count()).toBe(0);
    expect(await page.locator("[data-tool]:visible").count()).toBeGreaterThan(5);
  });

  test("says so when the search finds nothing", async () => {
    await using opened = await open();
    await opened.page.keyboard.press("Control+k");
    await opened.page.keyboard.type("zzzzqqqq");
    await opened.page.getByText("Nothing found").waitFor();
  });

  test("switches the theme by keyboard, and remembers it", async () => {
    await using opened = await open();
    const background = () => opened.page.evaluate("getComputedStyle(document.body).backgroundColor");
    const before = await background();
    await opened.page.getByRole("button", { name: "Switch to the dark theme" }).press("Enter");
    const after = await background();
    expect(after).not.toBe(before);
    await opened.page.reload();
    expect(await background()).toBe(after);
  });

  test("opens and closes the menu on a phone", async () => {
    await using opened = await openPage(browser, reference.url, { viewport: { width: 360, height: 740 } });
    const places = opened.page.locator("#places");
    expect(await places.isVisible()).toBe(false);
    await opened.page.getByRole("button", { name: "Menu" }).press("Enter");
    await places.getByRole("link", { name: "Try it" }).click();
    await opened.page.waitForURL(/#try-it$/);
    expect(await places.isVisible()).toBe(false);
  });

  test("can be read without script", async () => {
    await using opened = await openPage(browser, reference.url, { javaScriptEnabled: false });
    const text = await opened.page.locator("main").innerText();
    expect(text).toContain("participant.send_event(");
    expect(text).toContain("InternalServerException");
    expect(await opened.page.getByRole("button", { name: "Search" }).isVisible()).toBe(false);
  });

  test("gives the document as YAML and as JSON", async () => {
    await using opened = await open();
    const yaml = await opened.page.request.get(`${reference.url}sendevent.yaml`);
    expect(await yaml.text()).toMatch(/^openapi: 3\.1/);
    const json = await opened.page.request.get(`${reference.url}sendevent.json`);
    expect(await json.json()).toMatchObject({ info: { title: "SendEvent" } });
  });
});
