import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The repository's root folder, with a slash at its end. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** A package that is published. */
export interface PublicPackage {
  readonly name: string;
  readonly folder: string;
}

/** A package as it would be published. */
export interface PackedPackage extends PublicPackage {
  readonly tarball: string;
  /** The paths in it. */
  readonly files: readonly string[];
}

/** Every package of the workspace that is not private. */
export function publicPackages(): PublicPackage[] {
  const workspaces = JSON.parse(npm(["query", ".workspace"], root));
  return workspaces.flatMap(({ name, location, private: secret }: Record<string, unknown>) =>
    secret === true ? [] : [{ name: String(name), folder: `${root}${location}` }],
  );
}

/** Packs a package into a folder, as `npm publish` would. */
export function pack({ name, folder }: PublicPackage, into: string): PackedPackage {
  const options = ["pack", "--json", "--ignore-scripts", "--pack-destination", into];
  const [{ filename, files }] = JSON.parse(npm(options, folder));
  return { name, folder, tarball: `${into}/${filename}`, files: files.map(({ path }: { path: string }) => path) };
}

function npm(options: string[], cwd: string): string {
  return execFileSync("npm", options, { cwd, stdio: ["ignore", "pipe", "ignore"] }).toString();
}
