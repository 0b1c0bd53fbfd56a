// How long a reader waits for the first render of the reference, beside a page with one word on it in the same browser.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchChromium } from "../test/chromium.js";
import { serveFolder, serveReference } from "../test/serve-reference.js";

const rounds = 15;
const limitMs = 1_500;

const folder = await mkdtemp(join(tmpdir(), "first-render-"));
await writeFile(join(folder, "index.html"), "<!doctype html><title>one word</title>Hello");
await writeFile(join(folder, "headers.json"), "{}");
try {
  await using reference = await serveReference();
  await using oneWord = await serveFolder(folder);
  const browser = await launchChromium();
  const measured: Record<"reference" | "oneWord", number[]> = { reference: [], oneWord: [] };
  for (let round = 0; round < rounds; round++) {
    measured.reference.push(await firstRender(browser, reference.url));
    measured.oneWord.push(await firstRender(browser, oneWord.url));
  }
  await browser.close();
  const [ours, least] = [median(measured.reference), median(measured.oneWord)];
  const worst = Math.max(...measured.reference);
  console.log(
    `first render, empty cache, ${rounds} rounds: median ${ours.toFixed(0)} ms, worst ${worst.toFixed(0)} ms`,
  );
  console.log(`a page with one word: median ${least.toFixed(0)} ms; ratio ${(ours / least).toFixed(2)}`);
  console.log(`limit ${limitMs} ms: ${worst < limitMs ? "kept" : "broken"}`);
  if (worst >= limitMs) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

/** Milliseconds from the start of the navigation to the first contentful paint, in a fresh profile. */
async function firstRender(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(url);
  const time = await page.evaluate<number>(`new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      const paint = list.getEntries().find(({ name }) => name === "first-contentful-paint");
      if (paint) resolve(paint.startTime);
    });
    observer.observe({ type: "paint", buffered: true });
  })`);
  await context.close();
  return time;
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
