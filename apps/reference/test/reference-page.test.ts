import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium, withChromium } from "../../stub/test/chromium.js";
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

  /** What a reader sees of each member of a list: name, marks, description and constraints, on one line each. */
  const membersOf = async (opened: WatchedPage, list: string): Promise<string[]> => {
    const rows = await opened.page.locator(`${list} > div`).allInnerTexts();
    return rows.map((row) => row.replaceAll("#", "").replaceAll(/\s+/g, " ").trim());
  };

  test("shows the operation: its target, and the credential once, as a parameter", async () => {
    await using opened = await open();
    const operation = opened.page.locator("#SendEvent");
    expect(await operation.locator(".target").innerText()).toMatch(/^POST\s+\/participant\/event\s+SendEvent$/);
    const [bearer, mediaType, ...members] = await membersOf(opened, "#SendEvent > .text > .properties");
    expect(bearer).toMatch(/^X-Amz-Bearer ConnectionToken string required .* sent in the header 1 to 1000 characters$/);
    expect(mediaType).toMatch(/^Content-Type string required .* sent in the header always application\/json$/);
    expect(members[0]).toMatch(/^ContentType string required What the event says\. 1 to 100 characters Typing /);
    expect(members[1]).toMatch(/^Content string or null optional .* 1 to 16384 characters contains application\/json/);
    expect(members[2]).toMatch(/^ClientToken string or null optional .* 0 to 500 characters$/);
    expect(members.length).toBe(3);
    const body = await operation.locator("h4", { hasText: "Body: ChatEvent" }).innerText();
    expect(body).toMatch(/required$/);
    expect(await operation.innerText()).toContain("At most 262144 bytes.");
  });

  test("shows the members of the response, which are all required", async () => {
    await using opened = await open();
    const [id, time, ...others] = await membersOf(opened, "#schema-SentEvent .properties");
    expect(id).toBe("Id string required The ID of the event. 1 to 256 characters");
    expect(time).toMatch(/^AbsoluteTime string required .* format date-time matches \^/);
    expect(others).toEqual([]);
    const again = await membersOf(opened, "#SendEvent h4 ~ div .properties");
    expect(again.slice(0, 2)).toEqual([id, time]);
  });

  test("shows every error response at a glance, with its retry advice", async () => {
    await using opened = await open();
    const rows = await opened.page.locator("#errors li").allInnerTexts();
    expect(rows.map((row) => row.replaceAll(/\s+/g, " ").slice(0, 45).trim())).toEqual([
      "400 ValidationException SerializationExceptio",
      "403 AccessDeniedException Retry: never with t",
      "404 UnknownOperationException Retry: never.",
      "405 MethodNotAllowedException Retry: never.",
      "406 NotAcceptableException Retry: never.",
      "408 RequestTimeoutException Retry: only after",
      "409 ConflictException Retry: never; the state",
      "413 RequestEntityTooLargeException Retry: nev",
      "415 UnsupportedMediaTypeException Retry: neve",
      "429 ThrottlingException Retry: yes, with the",
      "431 RequestHeaderFieldsTooLargeException Retr",
      "500 InternalServerException Retry: yes, with",
    ]);
  });

  test("shows of the header with the exception's name its one value", async () => {
    await using opened = await open();
    const section = opened.page.locator(".error", { has: opened.page.locator("#error-ConflictException") });
    await section.getByText("Headers", { exact: true }).click();
    const header = section.locator(".properties > div", { hasText: /^x-amzn-ErrorType/ });
    const text = (await header.innerText()).replace("#", "").replaceAll(/\s+/g, " ").trim();
    expect(text).toBe(
      "x-amzn-ErrorType ExceptionName string required The name of the exception. always ConflictException",
    );
  });

  test("shows the servers", async () => {
    await using opened = await open();
    const servers = await opened.page.locator(".servers > div").allInnerTexts();
    expect(servers[0]).toMatch(/^https:\/\/participant\.connect\.\{region\}\.amazonaws\.com\s/);
    expect(servers[0]).toMatch(/region: The region .* Default: us-east-1$/);
    expect(servers[1]).toMatch(/^http:\/\/127\.0\.0\.1:4010\s/);
  });

  test("marks the retired content type as deprecated, and nothing else", async () => {
    await using opened = await open();
    const marked = opened.page.locator(":is(dt, h2, h3):has(> .mark.deprecated)");
    const names = (await marked.allInnerTexts()).map((text) => text.split(/[\s#]/)[0]);
    expect(names).toEqual(Array(3).fill("ConnectionAcknowledged")); // of the operation, its body, and the enum itself
  });

  test("says of an exception when it occurs, how to fix it, and whether to retry", async () => {
    await using opened = await open();
    const section = opened.page.locator(".error", { has: opened.page.locator("#error-ThrottlingException") });
    const advice = await section.locator(".advice").innerText();
    expect(advice).toMatch(/When\s+The quota is used up/i);
    expect(advice).toMatch(/Fix\s+Send fewer events/i);
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

  test("finds an exact name first", async () => {
    const searches = [
      ["ValidationException", "Exception 400", "error-ValidationException"],
      ["SerializationException", "Exception 400", "error-SerializationException"],
      ["AccessDeniedException", "Exception 403", "error-AccessDeniedException"],
      ["UnsupportedMediaTypeException", "Exception 415", "error-UnsupportedMediaTypeException"],
      ["ThrottlingException", "Exception 429", "error-ThrottlingException"],
      ["InternalServerException", "Exception 500", "error-InternalServerException"],
      ["ChatEvent", "Schema", "schema-ChatEvent"],
      ["SentEvent", "Schema", "schema-SentEvent"],
      ["MessageReceiptContent", "Schema", "schema-MessageReceiptContent"],
      ["ContentType", "Schema", "schema-ContentType"],
      ["ClientToken", "Schema", "schema-ClientToken"],
      ["ExceptionName", "Schema", "schema-ExceptionName"],
      ["X-Amz-Bearer", "Authentication", "ConnectionToken"],
      ["What to retry", "Guide", "what-to-retry"],
      ["Idempotency", "Guide", "idempotency"],
      ["Changelog", "Changelog", "changes"],
    ] as const;
    await using opened = await open();
    const { page } = opened;
    await page.keyboard.press("/");
    const results = page.locator("#search [role=option]");
    const found: string[][] = [];
    for (const [query] of searches) {
      await page.locator("#search-input").fill("");
      await results.first().waitFor({ state: "detached" });
      await page.locator("#search-input").fill(query);
      await results.first().waitFor();
      const href = await results.first().getAttribute("href");
      found.push([query, await results.first().locator("small").innerText(), href?.split("#")[1] ?? ""]);
    }
    expect(found).toEqual(searches);
  });

  test("moves through the results with the arrows, and counts them", async () => {
    await using opened = await open();
    const { page } = opened;
    await page.keyboard.press("Control+k");
    await page.keyboard.type("exception");
    const options = page.locator("#search [role=option]");
    await options.nth(2).waitFor();
    const current = () =>
      options.evaluateAll((all) => all.findIndex((option) => option.getAttribute("aria-selected") === "true"));
    expect(await current()).toBe(0);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    expect(await current()).toBe(2);
    await page.keyboard.press("ArrowUp");
    expect(await current()).toBe(1);
    expect(await page.locator("#search-status").innerText()).toBe(`${await options.count()} results`);
    await page.getByRole("button", { name: "Close" }).click();
    expect(await page.locator("#search").isVisible()).toBe(false);
  });

  test("copies the code beside the button, and says so", async () => {
    await using opened = await openPage(browser, reference.url, { permissions: ["clipboard-read", "clipboard-write"] });
    const { page } = opened;
    const sample = page.locator("[data-tool]:visible");
    const button = sample.getByRole("button", { name: "Copy" });
    await button.click();
    await sample.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(await sample.locator("code").textContent());
    await page.locator("#search-input").evaluate("document.activeElement.blur()");
    await sample.getByRole("button", { name: "Copy", exact: true }).waitFor();
  });

  test("says so when the browser does not allow to copy", async () => {
    await using opened = await open();
    const { page } = opened;
    await page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error())");
    await page.locator("[data-tool]:visible").getByRole("button", { name: "Copy" }).click();
    await page.locator("[data-tool]:visible").getByRole("button", { name: "Not allowed" }).waitFor();
  });

  test("finds what readers look for, however they write it", async () => {
    const searches = [
      ["throttled", "ThrottlingException"],
      ["Conflct", "ConflictException"],
      ["idempotency", "Idempotency"],
      ["16384", "Content"],
      ["deprecated", "ContentType"],
      ["boto3", "Sample"],
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
    expect(await page.locator("details").count()).toBeGreaterThan(10);
    expect(await page.locator("details:not([open])").count()).toBe(0);
    expect(await page.locator("[data-tool]:visible").count()).toBe(32);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator("details[open]").count()).toBe(0);
  });

  test("opens the search by / and by Command and K, but not while the reader writes", async () => {
    await using opened = await open();
    const { page } = opened;
    const body = page.locator("#try-body");
    await body.fill("");
    await body.press("/");
    expect(await body.inputValue()).toBe("/");
    expect(await page.locator("#search").isVisible()).toBe(false);
    await body.press("Meta+k");
    expect(await page.locator("#search").isVisible()).toBe(true);
  });

  test("moves from the first result up to the last, and down again", async () => {
    await using opened = await open();
    const { page } = opened;
    await page.keyboard.press("/");
    await page.keyboard.type("exception");
    const options = page.locator("#search [role=option]");
    await options.nth(2).waitFor();
    const last = (await options.count()) - 1;
    await page.keyboard.press("ArrowUp");
    expect(await options.nth(last).getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("ArrowDown");
    expect(await options.first().getAttribute("aria-selected")).toBe("true");
  });

  test("offers the other theme than the system's, also when that changes", async () => {
    await using opened = await openPage(browser, reference.url, { colorScheme: "dark" });
    const { page } = opened;
    await page.getByRole("button", { name: "Switch to the light theme" }).waitFor();
    await page.emulateMedia({ colorScheme: "light" });
    await page.getByRole("button", { name: "Switch to the dark theme" }).waitFor();
  });

  test.each([
    ["cors", "#PreflightSendEvent"],
    ["rate limit", "#error-ThrottlingException"],
    ["python", "#sample-boto3"],
    ["java", "#sample-java"],
    ["c#", "#sample-csharp"],
    ["429", "#error-ThrottlingException"],
    ["retry", "#retrying-safely"],
  ])("leads first who searches for %s to %s", async (query, place) => {
    await using opened = await open();
    await opened.page.keyboard.press("/");
    await opened.page.locator("#search-input").fill(query);
    const first = opened.page.locator("#search [role=option]").first();
    await first.waitFor();
    expect(await first.getAttribute("href")).toContain(place);
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
    await opened.page.goto(`${reference.url}guide.html`);
    expect(await background()).toBe(after);
    await opened.page.getByRole("button", { name: "Switch to the light theme" }).press("Enter");
    await opened.page.reload();
    expect(await background()).toBe(before);
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

  test("comes with a policy that keeps it to its own host and its own script", async () => {
    await using opened = await open();
    for (const file of ["index.html", "site.js", "search.json"]) {
      const headers = (await opened.page.request.get(reference.url + file)).headers();
      const policy = headers["content-security-policy"]?.split("; ");
      expect(policy).toEqual([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
        "frame-ancestors 'none'",
      ]);
      expect(headers).toMatchObject({
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
      });
    }
  });

  test("can be read without script", async () => {
    await using opened = await openPage(browser, reference.url, { javaScriptEnabled: false });
    const text = await opened.page.locator("main").innerText();
    expect(text).toContain("participant.send_event(");
    expect(text).toContain("InternalServerException");
    expect(await opened.page.getByRole("button", { name: "Search" }).isVisible()).toBe(false);
  });

  test("shows what changed by the contract's versions, of which the newest is the document's", async () => {
    await using opened = await openPage(browser, `${reference.url}changelog.html`);
    const versions = await opened.page.locator("main h2").allInnerTexts();
    const { info } = await (await opened.page.request.get(`${reference.url}sendevent.json`)).json();
    expect(versions[0]).toBe(info.version);
    expect(versions.at(-1)).toBe("1.0.0");
    expect(versions.every((version) => /^\d+\.\d+\.\d+$/.test(version))).toBe(true);
  });

  test("has an example of every error, and the fault that provokes it, beside it", async () => {
    await using opened = await open();
    const panes = await opened.page.locator(".error").evaluateAll((sections) =>
      sections.map((section) => ({
        names: Array.from(section.querySelectorAll("h3 a"), ({ textContent }) => textContent ?? ""),
        shown: Array.from(section.querySelectorAll(".pane > figure code"), ({ textContent }) => textContent ?? ""),
      })),
    );
    expect(panes.length).toBe(12);
    for (const { names, shown } of panes) {
      expect(shown.filter((code) => code.startsWith('{\n  "Message": ')).length).toBe(1);
      for (const name of names) expect(shown.filter((code) => code.includes(`"exception":"${name}"`)).length).toBe(1);
    }
  });

  test("gives the document as YAML and as JSON", async () => {
    await using opened = await open();
    const yaml = await opened.page.request.get(`${reference.url}sendevent.yaml`);
    expect(await yaml.text()).toMatch(/^openapi: 3\.1/);
    const json = await opened.page.request.get(`${reference.url}sendevent.json`);
    expect(await json.json()).toMatchObject({ info: { title: "SendEvent" } });
  });
});
