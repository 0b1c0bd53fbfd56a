import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Runs a program; its rejection holds what it printed. */
export const run = promisify(execFile);

/**
 * Packs packages of this repository, by default the client and the contract, and installs their tarballs, alone, in an empty
 * folder. `remove` takes the folder, with the tarballs, away.
 */
export async function installPacked(...packages: string[]) {
  const folder = await mkdtemp(`${tmpdir()}/sendevent-client-`);
  const pack = async (location: string) => {
    const cwd = fileURLToPath(new URL(`../../../${location}`, import.meta.url));
    const packed = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], { cwd });
    const [{ filename }]: [{ filename: string }] = JSON.parse(packed.stdout);
    return `${folder}/${filename}`;
  };
  const tarballs: string[] = [];
  for (const location of packages.length > 0 ? packages : ["packages/client", "openapi"]) {
    tarballs.push(await pack(location));
  }
  await writeFile(`${folder}/package.json`, JSON.stringify({ name: "consumer", version: "1.0.0", private: true }));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...tarballs], { cwd: folder });
  return { folder, tarballs, remove: () => rm(folder, { recursive: true, force: true }) };
}
