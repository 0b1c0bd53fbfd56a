import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";

/** A console in a browser, and what went wrong or abroad while it was open. */
export interface ConsolePage extends AsyncDisposable {
  readonly page: Page;
  /** Errors and warnings of the browser's console, and errors that no script caught. */
  readonly complaints: string[];
  /** Every request to another host than the stub. */
  readonly foreign: string[];
  /** The rows of the timeline, as they are shown. */
  rows(): Promise<string[]>;
  /** The row with this text in it. */
  row(text: string | RegExp): Locator;
}

/** Opens a console in a context of its own, and watches it from the first request on. */
export async function openConsole(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<ConsolePage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000); // less than a test has: then it says what it waited for
  const [complaints, foreign]: [string[], string[]] = [[], []];
  const { origin } = new URL(url);
  context.on("request", (request) => {
    if (new URL(request.url()).origin !== origin) foreign.push(request.url());
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", ({ message }) => complaints.push(message));
  await page.goto(url);
  const rows = page.locator("[data-sequence]");
  return {
    page,
    complaints,
    foreign,
    rows: async () => (await rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " ").trim()),
    row: (text) => rows.filter({ hasText: text }),
    [Symbol.asyncDispose]: () => context.close(),
  };
}
