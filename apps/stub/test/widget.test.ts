import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stub, startStub } from "../src/index.js";
import { launchChromium, withChromium } from "./chromium.js";

/** Where screenshots go, when somebody wants to look at them. */
const screenshots = process.env["SCREENSHOTS"];

withChromium("the example widget", () => {
  let browser: Browser;
  let stub: Stub;
  beforeAll(async () => {
    [browser, stub] = await Promise.all([launchChromium(), startStub()]);
  });
  afterAll(async () => {
    await browser.close();
    await stub.close();
  });

  /** Opens the page, and both of its panes; `problems` is what the page complained of. */
  async function openChat(search: string, options: object = {}, at: { url: string } = stub) {
    const page = await (await browser.newContext(options)).newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    await page.goto(`${at.url}/examples/${search}`);
    return { page, problems, ann: page.frameLocator("iframe").first(), ben: page.frameLocator("iframe").last() };
  }

  const state = (pane: FrameLocator) => pane.locator("#state");
  const connected = (...panes: FrameLocator[]) =>
    Promise.all(panes.map((pane) => state(pane).filter({ hasText: "Connected" }).waitFor()));
  const say = async (pane: FrameLocator, text: string) => {
    await pane.getByRole("textbox", { name: "Message" }).fill(text);
    await pane.getByRole("textbox", { name: "Message" }).press("Enter");
  };
  const shot = async (page: Page, name: string) => {
    if (screenshots) await page.screenshot({ path: `${screenshots}/${name}.png`, fullPage: true });
  };

  describe.each([
    ["@sendevent/client", ""],
    ["the vendor's library", "?with=vendor"],
  ])("with %s", (_library, search) => {
    it("shows each side what the other does, until one leaves", async () => {
      const { page, problems, ann, ben } = await openChat(search);
      await connected(ann, ben);
      await ann.getByRole("textbox", { name: "Message" }).pressSequentially("Hi");
      await ben.getByText("Ann is typing…").waitFor();
      await say(ann, "Is somebody there?");
      await ben.locator(".theirs", { hasText: "Is somebody there?" }).waitFor();
      expect(await ben.locator("#typing").textContent()).toBe("");
      await ann.locator(".mine small", { hasText: "Read" }).waitFor();
      await say(ben, "I am.");
      await ann.locator(".theirs", { hasText: "I am." }).waitFor();
      await shot(page, `chat${search.slice(1)}`);
      await ann.getByRole("button", { name: "Leave" }).click();
      await state(ben).filter({ hasText: "Ended" }).waitFor();
      await state(ann).filter({ hasText: "Ended" }).waitFor();
      expect(await ben.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
      expect(problems).toEqual([]);
      await page.context().close();
    });

    it("comes back after its socket was closed, and shows what it missed", async () => {
      const { page, ann, ben } = await openChat(search);
      await connected(ann, ben);
      const { chats } = Object(await (await fetch(`${stub.url}/_stub/chats?limit=1`)).json());
      await stub.addFault({ delivery: "close", participantId: chats[0].Participants[1].ParticipantId, times: 1 });
      await say(ann, "Do you hear me?");
      await ben.locator(".theirs", { hasText: "Do you hear me?" }).waitFor();
      await connected(ben);
      await say(ben, "Yes.");
      await ann.locator(".theirs", { hasText: "Yes." }).waitFor();
      await page.context().close();
    });
  });

  it.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 360],
    ["dark", 360],
  ] as const)("fits into its window: %s, %i px", async (colorScheme, width) => {
    const { page, ann, ben } = await openChat("", { colorScheme, viewport: { width, height: 780 } });
    await connected(ann, ben);
    await say(
      ann,
      "A message that is longer than its bubble is wide, and a-word-that-is-too-long-to-be-broken-anywhere-at-all",
    );
    await say(ben, "Short");
    await ann.locator(".theirs").waitFor();
    await ben.getByRole("textbox", { name: "Message" }).pressSequentially("…");
    await ann.getByText("Ben is typing…").waitFor();
    await shot(page, `widget-${colorScheme}-${width}`);
    for (const frame of page.frames()) {
      expect(await frame.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    }
    await page.context().close();
  });

  it("asks for the control token where one is needed", async () => {
    await using guarded = await startStub({ controlToken: "secret" });
    const { page, ann, ben } = await openChat("", {}, guarded);
    await page.getByLabel("Control token").fill("secret");
    await page.getByRole("button", { name: "Create the chat" }).click();
    await connected(ann, ben);
    expect(await page.locator("#problem").isVisible()).toBe(false);
    await page.context().close();
  });

  it("belongs to the namespace whose path it is at", async () => {
    const team = stub.namespace("widgets");
    const { page, ann, ben } = await openChat("", {}, team);
    await connected(ann, ben);
    expect(Object(await (await fetch(`${team.url}/_stub/chats`)).json()).chats).toHaveLength(1);
    await page.context().close();
  });

  it("is not served without chats", async () => {
    await using none = await startStub({ chat: false });
    expect((await fetch(`${none.url}/examples/`)).status).toBe(404);
  });
});
