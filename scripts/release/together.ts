import { spawnSync } from "node:child_process";
import { copyFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { PackedPackage } from "./packages.js";

/** Installs the packed packages in an empty folder, runs a program there that uses them all, and returns what failed. */
export async function faultsTogether(packed: readonly PackedPackage[], folder: string): Promise<string[]> {
  await writeFile(`${folder}/package.json`, '{ "private": true, "type": "module" }\n');
  await copyFile(fileURLToPath(new URL("consumer.mjs", import.meta.url)), `${folder}/consumer.mjs`);
  const tarballs = packed.map(({ tarball }) => tarball);
  const steps: [command: string, options: string[]][] = [
    ["npm", ["install", "--no-audit", "--no-fund", ...tarballs]],
    [process.execPath, ["consumer.mjs"]],
    ["npx", ["--no-install", "sendevent-stub", "--version"]],
  ];
  for (const [command, options] of steps) {
    const { status, stdout, stderr } = spawnSync(command, options, { cwd: folder });
    const deprecated = stderr.toString().match(/^npm warn deprecated .*$/gm) ?? [];
    if (deprecated.length > 0) return deprecated;
    if (status !== 0) return [`${command} ${options[0]} failed:\n${stdout}${stderr}`];
    console.log(stdout.toString().trim());
  }
  return [];
}
