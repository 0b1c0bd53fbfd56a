import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** A page, and what went wrong or abroad while it was open. */
export interface WatchedPage extends AsyncDisposable {
  readonly page: Page;
  /** Errors and warnings of the console, and errors that no script caught. */
  readonly complaints: string[];
  /** Every request to another host than the one that serves the reference. */
  readonly foreign: string[];
  /** The one that serves the reference. */
  origin: string;
}

/** The page that the test before has left, as if nothing had happened in it: a new one takes three times as long. */
const left = new WeakMap<Browser, WatchedPage>();

/** Opens a page of the reference and watches it from the first request on. */
export async function openPage(
  browser: Browser,
  url: string,
  { colorScheme = "light", viewport = { width: 1280, height: 900 }, ...others }: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const special = Object.keys(others).length > 0;
  const opened = (special ? undefined : left.get(browser)) ?? (await watchedPage(browser, others, special));
  left.delete(browser);
  opened.origin = new URL(url).origin;
  if (viewport !== null) await opened.page.setViewportSize(viewport);
  await opened.page.emulateMedia({ colorScheme, media: null });
  await opened.page.goto(url);
  return opened;
}

async function watchedPage(browser: Browser, options: BrowserContextOptions, special: boolean): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const close = () => (special ? context.close() : leave(browser, opened));
  const opened: WatchedPage = { page, complaints: [], foreign: [], origin: "", [Symbol.asyncDispose]: close };
  const { complaints, foreign } = opened;
  context.on("request", (request) => {
    if (new URL(request.url()).origin !== opened.origin) foreign.push(request.url());
  });
  page.on("websocket", (socket) => foreign.push(socket.url()));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return opened;
}

/** Removes every trace of a test from a page, and keeps it for the next. */
async function leave(browser: Browser, opened: WatchedPage): Promise<void> {
  const { page, complaints, foreign } = opened;
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.evaluate("localStorage.clear()");
  await page.context().clearCookies();
  opened.origin = "null"; // as that of the blank page is written
  await page.goto("about:blank");
  complaints.length = 0;
  foreign.length = 0;
  left.set(browser, opened);
}
