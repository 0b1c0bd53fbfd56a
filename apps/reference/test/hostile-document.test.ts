import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isObject, type Json, type JsonObject, readDocument } from "../../../openapi/generate/document.js";
import { launchChromium, withChromium } from "../../stub/test/chromium.js";
import { type ServedReference, serveReference } from "./serve-reference.js";
import { openPage } from "./watched-page.js";

const attack = [
  "<script>window.attacked = true</script>",
  "<img src=x onerror='window.attacked = true'>",
  "![](https://foreign.example/pixel.png)",
  "[a link](javascript:window.attacked=true)",
  "`</code><script>window.attacked = true</script>`",
  "</script></textarea></option><svg onload='window.attacked = true'>",
].join(" ");

const texts = ["title", "description", "summary", "changes", "messageId", "Message", "Id"];

/** The document with an attack at the end of every text that people write, and in the values of examples. */
function attacked(value: Json, member = ""): Json {
  if (typeof value === "string") return texts.includes(member) ? `${value} ${attack}` : value;
  if (Array.isArray(value)) return value.map((item) => attacked(item));
  return isObject(value) ? attackedMembers(value) : value;
}

function attackedMembers(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, attacked(value, name)]));
}

withChromium("a document with markup in it", () => {
  let browser: Browser;
  let reference: ServedReference;
  beforeAll(async () => {
    const document = attackedMembers(await readDocument());
    [browser, reference] = await Promise.all([launchChromium(), serveReference(document)]);
  });
  afterAll(async () => {
    await browser?.close();
    await reference?.[Symbol.asyncDispose]();
  });

  // Without the policy too: it is the second defence, and must not hide a vulnerability in the first.
  test.each([false, true])("runs no script and asks no other host (policy switched off: %s)", async (bypassCSP) => {
    for (const name of ["index", "guide", "changelog"]) {
      await using opened = await openPage(browser, `${reference.url}${name}.html`, { bypassCSP });
      const { page, foreign, complaints } = opened;
      expect(await page.locator('a[href*="script:" i]').count()).toBe(0);
      await page.keyboard.press("/");
      await page.keyboard.type("Exception");
      await page.locator("#search-results [role=option]").first().waitFor();
      expect(await page.evaluate("window.attacked")).toBe(undefined);
      expect(await page.locator("main :is(script, img, svg)").count()).toBe(0);
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    }
  });

  test("shows the markup as the text that it is", async () => {
    await using opened = await openPage(browser, reference.url);
    expect(await opened.page.locator("#SendEvent").innerText()).toContain("<script>window.attacked = true</script>");
  });
});
