import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Whether Chromium is there. Where it is not, its tests are skipped, and fail where `CI` is set. */
export const hasChromium = existsSync(executablePath);
if (!hasChromium && process.env["CI"])
  throw new Error(`There is no ${executablePath}: install chromium, or set CHROMIUM`);
if (!hasChromium) process.emitWarning(`The tests in Chromium are skipped: there is no ${executablePath}`);

/** Starts a Chromium that finds no other host than this machine. Its profile is fresh, and removed when it closes. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath,
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
