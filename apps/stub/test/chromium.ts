import { accessSync, constants } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { withTool } from "./tool.js";

const candidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where Chromium is, if it is on this machine: `CHROMIUM` in the environment, or where Debian puts it. */
const executablePath = [process.env["CHROMIUM"] ?? [], candidates].flat().find((path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
});

/** Runs tests in Chromium. Without it they are skipped with a word, and fail where CI is set. */
export const withChromium = withTool(
  "Chromium",
  executablePath,
  "apt-get install chromium, or set CHROMIUM to its path",
);

/** Starts a Chromium that finds no other host than this machine. Its profile is fresh, and removed when it closes. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
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
