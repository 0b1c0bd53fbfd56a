import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium, withChromium } from "../../stub/test/chromium.js";
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
  const responded = (page: Page, status: RegExp) => page.locator("[data-try-status]", { hasText: status }).waitFor();

  test("sends a typing event to the stub that serves the page, and shows 200 and the Id", async () => {
    await using opened = await openPage(browser, reference.url);
    const { page, complaints, foreign } = opened;
    await reference.stub.reset();
    await send(page);
    await responded(page, /^200 /);
    const [event] = await reference.stub.waitForEvents(1);
    expect(await page.locator("[data-try-body]").innerText()).toContain(`"Id": "${event?.Id}"`);
    expect(event?.ContentType).toMatch(/typing$/);
    expect(await page.locator("[data-try-headers]").innerText()).toContain("x-amzn-requestid");
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  });

  test.each([
    ["ValidationException", 400],
    ["AccessDeniedException", 403],
    ["ConflictException", 409],
    ["ThrottlingException", 429],
    ["InternalServerException", 500],
  ])("the chip %s puts its own token in, which the stub responds to with %i", async (name, status) => {
    await using opened = await openPage(browser, reference.url);
    const { page, foreign } = opened;
    await page.getByRole("button", { name, exact: true }).click();
    expect(await page.getByLabel("ConnectionToken").inputValue()).toBe(`stub:${name}`);
    await send(page);
    await responded(page, new RegExp(`^${status} `));
    const headers = await page.locator("[data-try-headers]").innerText();
    expect(headers).toMatch(new RegExp(`x-amzn-errortype\\s+${name}`));
    expect(await page.locator("[data-try-body]").innerText()).toMatch(/"Message": "/);
    expect(foreign).toEqual([]);
  });

  test("sends exactly what the form says: method, path, headers and body", async () => {
    await using opened = await openPage(browser, reference.url);
    const { page } = opened;
    await page.context().addCookies([{ name: "session", value: "secret", url: new URL("/", reference.url).href }]);
    await page.getByLabel("ConnectionToken").fill("my-own-token");
    await page.locator("#try-body").fill('{"ContentType": "text/plain", "Extra": [1]}');
    const sending = page.waitForRequest(/participant/);
    await send(page);
    const request = await sending;
    expect(request.method()).toBe("POST");
    expect(request.url()).toBe(new URL("/participant/event", reference.url).href);
    expect(request.postData()).toBe('{"ContentType": "text/plain", "Extra": [1]}');
    const headers = await request.allHeaders();
    expect(headers).toMatchObject({ "x-amz-bearer": "my-own-token", "content-type": "application/json" });
    expect(headers).not.toHaveProperty("cookie");
    await responded(page, /^400 Bad Request$/);
  });

  test("offers the accepted events first, then the bodies that are rejected", async () => {
    await using opened = await openPage(browser, reference.url);
    expect(await opened.page.locator("#try-example option").allInnerTexts()).toEqual([
      "The participant is typing",
      "The connection is up",
      "A message arrived",
      "A message was read",
      "A content type of another operation (400)",
      "No ContentType (400)",
      "Content as an object (400)",
      "Malformed JSON (400)",
    ]);
    await opened.page.getByLabel("Example", { exact: true }).selectOption({ label: "No ContentType (400)" });
    expect(JSON.parse(await opened.page.locator("#try-body").inputValue())).toEqual({ Content: "hello" });
  });

  test("shows how long to wait after a ThrottlingException, and nothing of the response before", async () => {
    await using opened = await openPage(browser, reference.url);
    const { page } = opened;
    await page.route("**/participant/event", (route) =>
      route.fulfill({ status: 429, headers: { "Retry-After": "7", "X-Other": "no" }, body: "not JSON" }),
    );
    await send(page);
    await responded(page, /^429 /);
    expect(await page.locator("[data-try-headers]").innerText()).toMatch(/retry-after\s+7/);
    expect(await page.locator("[data-try-headers]").innerText()).not.toContain("x-other");
    expect(await page.locator("[data-try-body]").innerText()).toBe("not JSON");
    await page.unroute("**/participant/event");
    await page.route("**/participant/event", (route) => route.abort());
    await send(page);
    await responded(page, /^No response: the connection broke off/);
    expect(await page.locator("[data-try-headers]").innerText()).toBe("");
    expect(await page.locator("[data-try-body]").isVisible()).toBe(false);
  });

  test("sends no second event before the first one has its response", async () => {
    await using opened = await openPage(browser, reference.url);
    const { page } = opened;
    let sent = 0;
    let respond = () => {};
    const released = new Promise<void>((resolve) => {
      respond = resolve;
    });
    await page.route("**/participant/event", async (route) => {
      sent += 1;
      await released;
      await route.fulfill({ status: 200, body: "{}" });
    });
    await send(page);
    await responded(page, /^Sending …$/);
    await page.getByRole("button", { name: "Send", exact: true }).click({ force: true });
    respond();
    await responded(page, /^200 /);
    expect(sent).toBe(1);
  });

  test("keeps the focus where it is while an event is sent", async () => {
    await using opened = await openPage(browser, reference.url);
    await opened.page.getByRole("button", { name: "Send", exact: true }).press("Enter");
    await responded(opened.page, /^200 /);
    expect(await opened.page.evaluate("document.activeElement.textContent.trim()")).toBe("Send");
  });

  test("sends each event with a ClientToken of its own, unless the reader keeps it to see a replay", async () => {
    await using opened = await openPage(browser, reference.url);
    const { page } = opened;
    await reference.stub.reset();
    const body = page.getByLabel("Body", { exact: true });
    const tokens: string[] = [await body.inputValue()];
    for (const kept of [false, false, true]) {
      await page.getByLabel("Keep the ClientToken").setChecked(kept);
      const response = page.waitForResponse(/participant/);
      await send(page);
      await response;
      await responded(page, /^200 /);
      tokens.push(await body.inputValue());
    }
    const [written, first, second, third] = tokens;
    expect(new Set([written, first, second]).size).toBe(3);
    expect(third).toBe(second);
    const [replay] = await reference.stub.waitForEvents(1, { outcome: "replayed" });
    expect(JSON.parse(third ?? "")).toMatchObject({ ClientToken: replay?.ClientToken });
  });

  test.each(['{"ContentType": "text/plain"}', "[1]", '"ClientToken"', "null", "no JSON"])(
    "sends a body without a ClientToken as it is written: %s",
    async (written) => {
      await using opened = await openPage(browser, reference.url);
      const { page } = opened;
      await page.locator("#try-body").fill(written);
      await send(page);
      await responded(page, /^400 /);
      expect(await page.locator("#try-body").inputValue()).toBe(written);
    },
  );

  test("says so when the token cannot be sent", async () => {
    await using opened = await openPage(browser, reference.url);
    await opened.page.getByLabel("ConnectionToken").fill("\u{1f600}");
    await send(opened.page);
    await responded(opened.page, /no header can carry/);
  });

  test("sends a body as it is written, also a broken one", async () => {
    await using opened = await openPage(browser, reference.url);
    await opened.page.getByLabel("Example", { exact: true }).selectOption({ label: "Malformed JSON (400)" });
    await send(opened.page);
    await responded(opened.page, /^400 /);
    expect(await opened.page.locator("[data-try-headers]").innerText()).toContain("SerializationException");
  });

  test("says so when there is no response", async () => {
    await using opened = await openPage(browser, reference.url);
    await opened.page.getByLabel("ConnectionToken").fill("stub:reset");
    await send(opened.page);
    await responded(opened.page, /^No response: .* is gone/);
  });
});
