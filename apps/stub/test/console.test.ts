import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { promisify } from "node:util";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../src/app.js";
import { type Stub, type StubNamespace, startStub } from "../src/index.js";
import { silent } from "../src/log.js";
import { createMetrics } from "../src/metrics.js";
import { createNamespaces } from "../src/namespace.js";
import { settingsOf } from "../src/options.js";
import { memoryStore } from "../src/store/memory-store.js";
import type { JournalEntry } from "../src/store/store.js";
import { call, join, type } from "./chat-client.js";
import { launchChromium, withChromium } from "./chromium.js";
import { type ConsolePage, openConsole } from "./console-page.js";
import { control, delivered, read, receipt, sendEvent, typing } from "./send-event.js";

withChromium("the console", () => {
  let browser: Browser;
  let shared: Stub;
  beforeAll(async () => {
    [browser, shared] = await Promise.all([launchChromium(), startStub()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shared?.close();
  });
  /** A stub of its own for each test: a namespace is one, and starts sooner. */
  const freshStub = (): StubNamespace => shared.namespace(randomUUID());
  const openAt = ({ url }: { url: string }): Promise<ConsolePage> => openConsole(browser, `${url}/console`);

  test("shows requests as they arrive, with outcome, reason and warning, newest first", async () => {
    const stub = freshStub();
    await sendEvent(stub);
    await using opened = await openAt(stub);
    await opened.row("Typing").waitFor();
    await sendEvent(stub, { ContentType: typing, Other: 1 });
    await sendEvent(stub, { ContentType: "x" });
    await opened.row("ValidationException").waitFor();
    const shown = (await opened.rows()).map((row) => row.replace(/^[\d:.]+ /, "").replace(/ \d+ ms$/, ""));
    expect(shown).toEqual([
      expect.stringMatching(/^x ValidationException ContentType must be one of: .* e3b98a4d$/),
      "Typing accepted unknown-member e3b98a4d",
      "Typing accepted e3b98a4d",
    ]);
    await opened.page.getByText("Live", { exact: true }).waitFor();
    expect(opened.foreign).toEqual([]);
  });

  test("keeps the policy that the reference has, and its script and style are files of the stub", async () => {
    const stub = shared;
    await using opened = await openAt(stub);
    await sendEvent(stub);
    await opened.row("accepted").click();
    await opened.page.getByRole("button", { name: "Switch to the dark theme" }).click();
    const [page, docs] = await Promise.all([fetch(`${stub.consoleUrl}/`), fetch(`${stub.docsUrl}/`)]);
    const policy = page.headers.get("content-security-policy");
    expect(policy).toBe(docs.headers.get("content-security-policy"));
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'/);
    expect(opened.complaints.filter((text) => !text.startsWith("Failed to load resource"))).toEqual([]);
    expect(opened.foreign).toEqual([]);
  });

  test("narrows the timeline by connection, content type, outcome and text", async () => {
    const stub = freshStub();
    await sendEvent(stub, { ContentType: typing }, { token: "a" });
    await sendEvent(stub, { ContentType: read, Content: receipt }, { token: "a" });
    await sendEvent(stub, { ContentType: delivered, Content: "no receipt" }, { token: "b" });
    await sendEvent(stub, {}, { token: "b" });
    await using opened = await openAt(stub);
    const { page } = opened;
    await opened.row("ValidationException").waitFor();
    const types = async () => (await opened.rows()).map((row) => row.split(" ")[1]);
    const [connection, contentType, outcome] = ["Connection", "Content type", "Outcome"].map((name) =>
      page.getByRole("combobox", { name }),
    );
    await connection?.selectOption({ index: 1 }); // the one that was seen last
    await expect.poll(types).toEqual(["none", "MessageDelivered"]);
    await outcome?.selectOption("With a warning");
    await expect.poll(types).toEqual(["MessageDelivered"]);
    await page.getByRole("button", { name: "Clear" }).click();
    await contentType?.selectOption("MessageRead");
    await expect.poll(types).toEqual(["MessageRead"]);
    await page.getByRole("button", { name: "Clear" }).click();
    await outcome?.selectOption("Not accepted");
    await expect.poll(types).toEqual(["none"]);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("searchbox").fill("NO RECEIPT");
    await expect.poll(types).toEqual(["MessageDelivered"]);
    await expect.poll(() => page.locator("output").innerText()).toBe("1 of 4");
  });

  test("shows of one request what arrived, the response, and the rule that it broke", async () => {
    const stub = freshStub();
    const { headers } = await sendEvent(
      stub,
      { ContentType: "x", Content: receipt, ClientToken: "c" },
      { token: "a secret", "user-agent": "test/1" },
    );
    await using opened = await openAt(stub);
    await opened.row("ValidationException").click();
    const detail = opened.page.getByRole("complementary", { name: "Request 1" });
    const text = (await detail.innerText()).replaceAll(/\s+/g, " ");
    expect(text).toContain("POST /participant/event X-Amz-Bearer");
    expect(text).toContain("content-type application/json");
    expect(text).toContain("user-agent test/1");
    expect(text).toContain('"ClientToken": "c"');
    expect(text).toContain(`400 x-amzn-RequestId ${headers.get("x-amzn-requestid")}`);
    expect(text).toContain('"Message": "ContentType must be one of');
    expect(await opened.page.content()).not.toContain("secret");
    const links = await detail.getByRole("link").evaluateAll((found) => found.map((link) => Reflect.get(link, "href")));
    expect(links).toEqual([`${stub.url}/docs/#schema-ContentType`, `${stub.url}/docs/#error-ValidationException`]);
    const reference = await (await fetch(`${stub.url}/docs/`)).text();
    for (const link of links) expect(reference).toContain(`id="${new URL(link).hash.slice(1)}"`);
  });

  test("has a curl that repeats a request, also one that is rejected for its path, its headers or its body", async () => {
    const stub = freshStub();
    const send = (path: string, body: object, headers: Record<string, string> = {}) =>
      fetch(stub.url + path, {
        method: "POST",
        headers: { "content-type": "application/json", "x-amz-bearer": "t", ...headers },
        body: JSON.stringify(body),
      });
    await send("/participant/event", { ContentType: read, Content: `{"messageId":"it's"}` });
    await send("/participant/events", { ContentType: typing });
    await send("/participant/event", { ContentType: typing }, { "content-type": "text/plain" });
    await send("/participant/event", { ContentType: typing }, { accept: "text/html" });
    await send("/participant/event", { ContentType: typing }, { prefer: "code=429" });
    await send("/participant/event", { ClientToken: "$(date) `date`" });
    const sent = await stub.events();
    await using opened = await openAt(stub);
    for (const { sequence } of sent) {
      await opened.page.locator(`[data-sequence='${sequence}']`).click();
      await opened.page.getByRole("complementary", { name: `Request ${sequence}` }).waitFor();
      const curl = await opened.page.locator("pre.curl").innerText();
      await promisify(execFile)("bash", ["-c", curl], { env: { ...process.env, CONNECTION_TOKEN: "t" } });
    }
    const repeated = (await stub.events()).slice(sent.length);
    expect(repeated.map(whatDecides)).toEqual(sent.map(whatDecides));
  });

  test("shows chats, their participants, and who is typing", async () => {
    const stub = freshStub();
    const customer = { ParticipantRole: "CUSTOMER", DisplayName: "Ann" } as const;
    const agent = { ParticipantRole: "AGENT", DisplayName: "Ben" } as const;
    const chat = await stub.createChat({ participants: [customer, agent] });
    await using ann = await join(stub, chat, 0);
    await using ben = await join(stub, chat, 1);
    await using opened = await openAt(stub);
    const participant = (name: string) => opened.page.locator(".chats li li", { hasText: name });
    await participant("Ann").filter({ hasText: "1 socket" }).waitFor();
    await participant("Ben").filter({ hasText: "1 socket" }).waitFor();
    await type(stub, ben);
    await participant("Ben").filter({ hasText: "typing" }).waitFor();
    expect(await participant("Ann").innerText()).not.toContain("typing");
    await opened.row(/Typing.*Ben/s).waitFor();
    await participant("Ann").getByRole("button").click();
    await opened.page.getByText("No request matches the filter").waitFor();
    await call(stub, "disconnect", ann.token);
    await participant("Ann").filter({ hasText: "not connected" }).waitFor();
  });

  test("has no chats where the stub was started without", async () => {
    await using stub = await startStub({ chat: false });
    await using opened = await openAt(stub);
    await opened.page.getByText("No request has arrived yet").waitFor();
    await opened.page.getByRole("heading", { name: "Faults" }).waitFor();
    expect(await opened.page.getByRole("heading", { name: "Chats" }).count()).toBe(0);
  });

  test("issues tokens, knows them in the curl, and ends their chat", async () => {
    const stub = freshStub();
    await using opened = await openAt(stub);
    const { page } = opened;
    await page.getByRole("button", { name: "Issue" }).click();
    const ConnectionToken = await page.locator(".token code").first().innerText();
    await sendEvent(stub, { ContentType: typing }, { token: ConnectionToken });
    await opened.row("accepted").click();
    expect(await page.locator("pre.curl").innerText()).toContain(`x-amz-bearer: ${ConnectionToken}`);
    await page.getByRole("button", { name: "End chat" }).click();
    await page.locator(".token").first().waitFor({ state: "detached" });
    expect(await sendEvent(stub, { ContentType: typing }, { token: ConnectionToken })).toMatchObject({ status: 403 });
  });

  test("stages faults, says how many events they hit, and removes them", async () => {
    const stub = freshStub();
    await using opened = await openAt(stub);
    const { page } = opened;
    await page.getByRole("combobox", { name: "Fault", exact: true }).selectOption("ConflictException");
    await page.getByRole("combobox", { name: "On", exact: true }).selectOption("Typing");
    await page.getByLabel("Times").fill("2");
    await page.getByRole("button", { name: "Stage" }).click();
    await page.getByText("ConflictException · on Typing · 2 times").waitFor();
    await sendEvent(stub);
    await opened.row("ConflictException").waitFor();
    await page.getByText("1 hit", { exact: true }).waitFor();
    await page.getByText("As JSON").click();
    await page.getByLabel("The fault as JSON").fill('{"status":799}');
    await page.getByRole("button", { name: "Stage" }).click();
    await page.getByRole("alert").filter({ hasText: "status must be <= 599" }).waitFor();
    await page.getByRole("button", { name: /^Remove Conflict/ }).click();
    await page.getByRole("button", { name: /^Remove Conflict/ }).waitFor({ state: "detached" });
    expect((await control(stub, "GET", "/faults")).body).toEqual({ faults: [] });
  });

  test("resets the stub, and notices when somebody else does", async () => {
    const stub = freshStub();
    await stub.addFault({ delayMs: 1 });
    await sendEvent(stub);
    await using opened = await openAt(stub);
    const { page } = opened;
    await opened.row("accepted").waitFor();
    await page.getByRole("button", { name: "Reset…" }).click();
    await page.getByRole("button", { name: "Reset", exact: true }).click();
    await page.getByText("No request has arrived yet").waitFor();
    expect(await stub.events()).toEqual([]);
    expect((await control(stub, "GET", "/faults")).body).toEqual({ faults: [] });
    await sendEvent(stub);
    await opened.row("accepted").waitFor();
    await stub.reset();
    await page.getByText("No request has arrived yet").waitFor();
  });

  test("asks for the control token, keeps it in the tab, and forgets it", async () => {
    await using stub = await startStub({ controlToken: "control-token" });
    await sendEvent(stub);
    await using opened = await openAt(stub);
    const { page } = opened;
    const give = async (token: string) => {
      await page.getByLabel("Control token").fill(token);
      await page.getByRole("button", { name: "Open the console" }).click();
    };
    await give("wrong");
    await page.getByText("another control token than this one").waitFor();
    await give("control-token");
    await opened.row("accepted").waitFor();
    await page.reload();
    await opened.row("accepted").waitFor();
    expect(await page.evaluate("[location.href, JSON.stringify(localStorage)].join()")).not.toContain("control-token");
    await page.getByRole("button", { name: "Forget token" }).click();
    await page.getByLabel("Control token").waitFor();
    expect(await page.evaluate("sessionStorage.length")).toBe(0);
    expect(await page.locator("[data-sequence]").count()).toBe(0);
  });

  test("says that the stub is gone, and goes on by itself with the one that takes its place", async () => {
    const first = await startStub();
    await sendEvent(first, { ContentType: typing });
    await using opened = await openAt(first);
    await opened.row("Typing").waitFor();
    await first.close();
    await opened.page.getByText("Reconnecting").waitFor();
    await using second = await startStub({ port: first.port });
    await sendEvent(second, { ContentType: read, Content: receipt });
    await opened.row("MessageRead").waitFor();
    await opened.page.getByText("Live", { exact: true }).waitFor();
    await expect.poll(() => opened.rows()).toHaveLength(1);
  });

  test("has few rows in the page for 10,000 entries, and reaches the last", async () => {
    await using stub = await stubWithEntries(10_000);
    await using opened = await openAt(stub);
    const { page } = opened;
    await page.getByText("10,000 requests").waitFor();
    await page.getByRole("grid").focus();
    await page.keyboard.press("End");
    await page.locator("[data-sequence='1']").waitFor();
    expect(await page.locator("*").count()).toBeLessThan(800);
    await page.getByRole("searchbox").fill("c-4999");
    await expect.poll(() => opened.rows()).toHaveLength(1);
  });

  test("leaves in its place what is looked at when newer entries come in above", async () => {
    await using stub = await stubWithEntries(200);
    await using opened = await openAt(stub);
    const { page } = opened;
    await page.getByText("200 requests").waitFor();
    await page.getByRole("grid").focus();
    for (let pages = 0; pages < 3; pages += 1) await page.keyboard.press("PageDown");
    const row = page.locator(".row.active");
    const before = await row.boundingBox();
    await sendEvent(stub);
    await page.getByText("201 requests").waitFor();
    expect(await row.boundingBox()).toEqual(before);
    await page.getByRole("button", { name: "Back to the newest" }).click();
    await page.locator("[data-sequence='201']").waitFor();
  });

  test("is used by keyboard alone", async () => {
    const stub = freshStub();
    for (const ContentType of [typing, read, delivered]) await sendEvent(stub, { ContentType, Content: receipt });
    await using opened = await openAt(stub);
    const { page } = opened;
    await opened.row("Typing").waitFor();
    const isOpen = (sequence: number) => page.getByRole("complementary", { name: `Request ${sequence}` }).waitFor();
    const focused = () => page.evaluate("document.activeElement.getAttribute('aria-label')");
    await page.keyboard.press("/");
    expect(await focused()).toBe("Filter by text");
    await page.keyboard.type("messageId");
    await page.getByRole("grid").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await isOpen(3);
    await page.keyboard.press("ArrowDown");
    await isOpen(2);
    await page.keyboard.press("End");
    await isOpen(1);
    expect(await page.getByRole("grid").getAttribute("aria-activedescendant")).toBe("entry-1");
    await page.keyboard.press("Escape");
    await page.locator(".detail").waitFor({ state: "detached" });
    expect(await focused()).toBe("Requests, newest first");
  });

  test("at a namespace's own path, shows the namespace, and has it in the curl", async () => {
    const stub = freshStub();
    await sendEvent(shared);
    await sendEvent(stub, { ContentType: read, Content: receipt });
    await using opened = await openAt(stub);
    await opened.row("MessageRead").click();
    await expect.poll(() => opened.rows()).toHaveLength(1);
    expect(await opened.page.locator("h1").innerText()).toContain(stub.url.slice(-36));
    expect(await opened.page.locator("pre.curl").innerText()).toContain(`${stub.url}/participant/event`);
  });

  test("in both themes, wide and narrow: fits, has few sizes of type, and axe finds nothing serious", async () => {
    const stub = freshStub();
    await stub.addFault({ exception: "ThrottlingException", skip: 3 });
    const DisplayName = "An agent whose name is longer than the line that it has";
    await stub.createChat({ participants: [{ ParticipantRole: "AGENT", DisplayName }] });
    for (const ContentType of [typing, read, "x", typing, typing]) await sendEvent(stub, { ContentType });
    await using opened = await openAt(stub);
    const { page } = opened;
    await opened.row("ThrottlingException").first().waitFor();
    await page.getByRole("button", { name: "Issue" }).click();
    await page.getByText("As JSON").click();
    await page.getByText(/^ThrottlingException · skips 3/).waitFor();
    await page.getByText(DisplayName).waitFor();
    await opened.row("ValidationException").click();
    await page.locator(".detail").waitFor();
    await page.evaluate(axe.source);
    const sizes = new Set<number>();
    const look = async (look: string) => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        // Of the other theme, only the colours are other ones.
        const rules = colorScheme === "light" ? "" : '{ runOnly: ["color-contrast"] }';
        const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${rules})`);
        const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
        const found = serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
        expect([look, colorScheme, ...found]).toEqual([look, colorScheme]);
      }
      for (const size of await page.evaluate<number[]>(sizesOfType)) sizes.add(size);
      expect([look, await page.evaluate(tooWide)]).toEqual([look, []]);
    };
    await look("all at once");
    await page.setViewportSize({ width: 360, height: 740 });
    await look("a request on a phone");
    await page.getByRole("button", { name: "Close" }).click();
    await look("the timeline on a phone");
    await page.getByRole("button", { name: "Stub", exact: true }).click();
    await look("the stub on a phone");
    expect(sizes.size).toBeLessThanOrEqual(7);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
  });
});

/** What a repeated request has as the first one had it. */
function whatDecides({ method, path, headers, outcome, reason, ContentType, Content, ClientToken }: JournalEntry) {
  const sent = { accept: "*/*", ...headers };
  return { method, path, headers: sent, outcome, reason, ContentType, Content, ClientToken };
}

/** The parts of the page that are wider than their place. */
const tooWide = `["html", ".requests", ".detail", ".tools"].filter((selector) => {
  const part = document.querySelector(selector);
  return part !== null && part.scrollWidth > part.clientWidth;
})`;

/** The sizes, in pixels, of all text in the page. */
const sizesOfType = `[...document.body.querySelectorAll("*")]
  .filter((node) => [...node.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== ""))
  .map((node) => parseFloat(getComputedStyle(node).fontSize))`;

/** The stub's own application, with a journal that is full before anybody asks: to send so many events takes long. */
async function stubWithEntries(count: number): Promise<{ url: string } & AsyncDisposable> {
  const settings = settingsOf({});
  const store = memoryStore({ events: count + 1, ageMs: settings.journalAgeMs }, { tokens: new Map(), faults: [] });
  const receivedAt = new Date().toISOString();
  for (let index = 0; index < count; index += 1) {
    const entry = {
      requestId: randomUUID(),
      receivedAt,
      durationMs: index % 50,
      warnings: [],
      ClientToken: `c-${index}`,
    };
    await store.namespace("").journal.append({ ...entry, outcome: "accepted", ContentType: typing });
  }
  const metrics = createMetrics(store);
  const closing = new AbortController();
  const namespaces = createNamespaces(store, undefined, silent, metrics);
  const server = createApp(settings, {
    store,
    namespaces,
    metrics,
    sockets: { countOf: () => 0 },
    closing: closing.signal,
    log: silent,
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the server listens on TCP only");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      closing.abort();
      server.closeAllConnections();
      server.close();
    },
  };
}
