// Installs what package-lock.json names, and only when it is not what was installed last.
// Plain JavaScript, no dependency: it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = `${root}node_modules/.installed-lockfile`;
const lockfile = createHash("sha256")
  .update(readFileSync(`${root}package-lock.json`))
  .digest("hex");

function installedLockfile() {
  try {
    return readFileSync(stamp, "utf8");
  } catch {
    return undefined; // nothing installed yet
  }
}

if (installedLockfile() !== lockfile) {
  console.error("Installing dependencies (npm ci) …");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", process.stderr, process.stderr],
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, lockfile);
}
