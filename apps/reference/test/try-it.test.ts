import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium, withChromium } from "./chromium.js";
import { serveReference } from "./serve-reference.js";
import { openPage } from "./watched-page.js";

withChromium("Try it", () => {
  let browser: Browser;
  let reference: Awaited<ReturnType<typeof serveReference>>;
  beforeAll(async () => {
    [browser, reference] = await Promise.all([launchChromium(), serveReference()]);
  });
  afterAll(async () => {
    await browser?.close();
    await reference?.[Symbol.asyncDispose]();
  });
  const send = (page: Page) => page.getByRole("button", { name: "Send", exact: true }).click();
  const answered = (page: Page, status: RegExp) => page.locator("[data-try-status]", { hasText: status }).waitFor();

  test("sends a typing event to the stub that serves the page, and shows 200 and the Id", async () => {
    await using opened = await openPage(browser, reference.url);
    const { page, complaints, foreign } = opened;
    await reference.stub.reset();
    await send(page);
    await answered(page, /^200 /);
    const [event] = await reference.stub.waitForEvents(1);
    expect(await page.locator("[data-try-body]").innerText()).toContain(`"Id": "${event?.Id}"`);
    expect(event?.ContentType).toMatch(/typing$/);
    expect(await page.locator("[data-try-headers]").innerText()).toContain("x-amzn-requestid");
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  });

  test("shows a ThrottlingException under stub:ThrottlingException", async () => {
    await using opened = await openPage(browser, reference.url);
    const { page, foreign } = opened;
    await page.getByRole("button", { name: "ThrottlingException" }).click();
    expect(await page.getByLabel("ConnectionToken").inputValue()).toBe("stub:ThrottlingException");
    await send(page);
    await answered(page, /^429 /);
    const headers = await page.locator("[data-try-headers]").innerText();
    expect(headers).toMatch(/x-amzn-errortype\s+ThrottlingException/);
    expect(foreign).toEqual([]);
  });

  test("keeps the focus where it is while an event is sent", async () => {
    await using opened = await openPage(browser, reference.url);
    await opened.page.getByRole("button", { name: "Send", exact: true }).press("Enter");
    await answered(opened.page, /^200 /);
    expect(await opened.page.evaluate("document.activeElement.textContent.trim()")).toBe("Send");
  });

  test("puts a new ClientToken into the body, where it has a place", async () => {
    await using opened = await openPage(browser, reference.url);
    const { page } = opened;
    const renew = page.getByRole("button", { name: "New ClientToken" });
    await page.locator("#try-body").fill('{"ClientToken":"\\"a"}');
    await renew.click();
    expect(JSON.parse(await page.locator("#try-body").inputValue())).toEqual({
      ClientToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    await page.locator("#try-body").fill("no JSON");
    await renew.click();
    await answered(page, /not a JSON object/);
  });

  test("says so when the token cannot be sent", async () => {
    await using opened = await openPage(browser, reference.url);
    await opened.page.getByLabel("ConnectionToken").fill("\u{1f600}");
    await send(opened.page);
    await answered(opened.page, /no header can carry/);
  });

  test("sends a body as it is written, also a broken one", async () => {
    await using opened = await openPage(browser, reference.url);
    await opened.page.getByLabel("Example", { exact: true }).selectOption({ label: "Broken JSON (400)" });
    await send(opened.page);
    await answered(opened.page, /^400 /);
    expect(await opened.page.locator("[data-try-headers]").innerText()).toContain("SerializationException");
  });

  test("makes a new ClientToken on demand", async () => {
    await using opened = await openPage(browser, reference.url);
    const body = opened.page.getByLabel("Body", { exact: true });
    const before = await body.inputValue();
    await opened.page.getByRole("button", { name: "New ClientToken" }).click();
    const after = await body.inputValue();
    expect(after).not.toBe(before);
    expect(JSON.parse(after)).toMatchObject({ ClientToken: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  test("says so when nothing answers", async () => {
    await using opened = await openPage(browser, reference.url);
    await opened.page.getByLabel("ConnectionToken").fill("stub:reset");
    await send(opened.page);
    await answered(opened.page, /^No answer: .* is gone/);
  });
});
