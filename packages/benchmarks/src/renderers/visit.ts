import { EventEmitter, once } from "node:events";
import { readFileSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const inPage = readFileSync(new URL("in-page.js", import.meta.url), "utf8");

/** Something that our policy forbids and the page wanted: a directive, and an address or a keyword such as `inline`. */
export interface Forbidden {
  readonly directive: string;
  readonly blocked: string;
}

/** A page in a fresh context, watched from its first request on. */
export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** Hosts other than the serving one that a request was made to. None is reached: no such name resolves. */
  readonly foreignHosts: ReadonlySet<string>;
  /**
   * Milliseconds from the start of the navigation to the first frame with the sought text visible in it, shadow trees
   * included. Throws an error with the page's first complaint when there is none within 20 seconds.
   */
  readonly untilReadable: () => Promise<number>;
  /** What its policies, report-only ones included, have forbidden so far. */
  readonly forbidden: readonly Forbidden[];
}

/** Starts a Chromium that finds no other host than this machine: `CHROMIUM`, or where Debian puts it. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", // in a container, as root, there is none
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}

/** Opens an address with an empty cache, and looks for a text in it. */
export async function visit(
  browser: Browser,
  url: string,
  sought: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  try {
    const page = await context.newPage();
    const foreignHosts = new Set<string>();
    const complaints: string[] = [];
    const watch = (address: string) => {
      const { protocol, host } = new URL(address);
      if (/^(http|ws)s?:$/.test(protocol) && host !== new URL(url).host) foreignHosts.add(host);
    };
    context.on("request", (request) => watch(request.url()));
    page.on("websocket", (socket) => watch(socket.url()));
    page.on("pageerror", ({ message }) => complaints.unshift(message));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    // The page calls these. Polling it from outside would be `eval`, which the policies forbid.
    const told = new EventEmitter();
    let readableAt: number | undefined;
    const forbidden: Forbidden[] = [];
    await page.exposeFunction("tellReadable", (ms: number) => {
      readableAt = ms;
      told.emit("readable");
    });
    await page.exposeFunction("tellForbidden", (directive: string, blocked: string) => {
      forbidden.push({ directive, blocked });
    });
    await context.addInitScript(`{ const sought = ${JSON.stringify(sought)};\n${inPage}}`);
    await page.goto(url);
    return {
      page,
      foreignHosts,
      forbidden,
      async untilReadable() {
        if (readableAt === undefined) {
          await once(told, "readable", { signal: AbortSignal.timeout(20_000) }).catch((cause) => {
            throw new Error(`the description is not visible after 20 s; ${complaints[0] ?? "no complaint"}`, { cause });
          });
        }
        return readableAt ?? Number.NaN;
      },
      [Symbol.asyncDispose]: () => context.close(),
    };
  } catch (error) {
    await context.close();
    throw error;
  }
}
