import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Runs a program; its rejection holds what it printed. */
export const run = promisify(execFile);

/** The package's folder. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Packs the package and installs the tarball, alone, in an empty folder. `remove` takes the folder away. */
export async function installPacked() {
  const folder = await mkdtemp(`${tmpdir()}/sendevent-client-`);
  const packed = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], { cwd: root });
  const [{ filename, files }]: [{ filename: string; files: { path: string }[] }] = JSON.parse(packed.stdout);
  await writeFile(`${folder}/package.json`, JSON.stringify({ name: "consumer", version: "1.0.0", private: true }));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", `./${filename}`], { cwd: folder });
  return {
    folder,
    tarball: `${folder}/${filename}`,
    files: files.map(({ path }) => path),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
