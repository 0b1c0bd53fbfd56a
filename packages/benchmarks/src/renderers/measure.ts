import { setTimeout as pause } from "node:timers/promises";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import type { Contender } from "./contender.js";
import type { FileServer } from "./server.js";
import type { Theme } from "./viewers.js";
import { type Forbidden, visit } from "./visit.js";

/** Where and what every contender is asked. */
export interface Bench {
  readonly browser: Browser;
  readonly server: FileServer;
  /** The text of the document whose appearance ends the wait. */
  readonly sought: string;
}

/** What a page shows and asks for, apart from the time that it takes. */
export interface Findings {
  /** Bytes of bodies, compressed, until the network was idle. */
  readonly transferred: number;
  /** Rules of axe that fail in at least one theme. */
  readonly axe: Readonly<Record<"critical" | "serious", readonly string[]>>;
  readonly widthAt360: number;
  /** Hosts that it turned to, and whether the policy stopped it before the network did. */
  readonly foreignHosts: readonly string[];
  /** What it did that our own policy forbids, in words. */
  readonly beyondOurPolicy: readonly string[];
  readonly readableWithoutScript: boolean;
}

/** One visit with an empty cache: milliseconds until the text is visible. */
export async function timeUntilReadable({ browser, server, sought }: Bench, contender: Contender): Promise<number> {
  await using visited = await visit(browser, server.origin + contender.pages.light, sought);
  return await visited.untilReadable();
}

/** Everything that needs no repetition. */
export async function inspect(bench: Bench, contender: Contender): Promise<Findings> {
  bench.server.takeTransferred();
  const light = await inspectTheme(bench, contender, "light");
  const transferred = bench.server.takeTransferred();
  const dark = await inspectTheme(bench, contender, "dark");
  const strict = await forbiddenTo(bench, contender);
  const both = (impact: "critical" | "serious") => [...new Set([...light[impact], ...dark[impact]])].sort();
  return {
    transferred,
    axe: { critical: both("critical"), serious: both("serious") },
    widthAt360: await widthAt360(bench, contender),
    foreignHosts: [...new Set([...light.foreignHosts, ...dark.foreignHosts, ...strict.flatMap(hostOf)])].sort(),
    beyondOurPolicy: [...new Set(strict.filter((forbidden) => hostOf(forbidden).length === 0).map(inWords))].sort(),
    readableWithoutScript: await readableWithoutScript(bench, contender),
  };
}

async function inspectTheme({ browser, server, sought }: Bench, { pages }: Contender, colorScheme: Theme) {
  await using visited = await visit(browser, server.origin + pages[colorScheme], sought, { colorScheme });
  await visited.untilReadable();
  await settled(visited.page);
  await visited.page.evaluate(axe.source);
  const { violations } = await visited.page.evaluate<axe.AxeResults>("axe.run()");
  const rules = (impact: string) => violations.filter((rule) => rule.impact === impact).map(({ id }) => id);
  return { critical: rules("critical"), serious: rules("serious"), foreignHosts: visited.foreignHosts };
}

async function widthAt360({ browser, server, sought }: Bench, { pages }: Contender): Promise<number> {
  const viewport = { width: 360, height: 740 };
  await using visited = await visit(browser, server.origin + pages.light, sought, { viewport });
  await visited.untilReadable();
  await settled(visited.page);
  return await visited.page.evaluate<number>("document.documentElement.scrollWidth");
}

async function forbiddenTo({ browser, server, sought }: Bench, { pages }: Contender): Promise<readonly Forbidden[]> {
  await using visited = await visit(browser, server.origin + pages.strict, sought);
  await visited.untilReadable();
  await settled(visited.page);
  return visited.forbidden;
}

async function readableWithoutScript({ browser, server, sought }: Bench, { pages }: Contender): Promise<boolean> {
  await using visited = await visit(browser, server.origin + pages.light, sought, { javaScriptEnabled: false });
  return (await visited.page.locator("body").innerText()).includes(sought);
}

/** Some draw on after the text is there, and fade in: colours count when that is over. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await pause(1_000);
}

function hostOf({ blocked }: Forbidden): string[] {
  return URL.canParse(blocked) && /^(http|ws)s?:/.test(blocked) && !blocked.startsWith("http://127.0.0.1:")
    ? [new URL(blocked).host]
    : [];
}

/** What a directive stands for, as far as any contender met it: the rest is told as the browser tells it. */
function inWords({ directive, blocked }: Forbidden): string {
  if (directive.startsWith("style-src")) return "inline style";
  if (directive === "img-src" && blocked === "data") return "`data:` images";
  if (directive === "font-src" && blocked === "data") return "`data:` fonts";
  if (directive === "worker-src" && blocked === "blob") return "a `blob:` worker";
  if (directive === "script-src" && blocked === "eval") return "a try at `eval`";
  if (directive.includes("trusted-types")) return "no trusted types";
  return `${directive} ${blocked}`;
}
