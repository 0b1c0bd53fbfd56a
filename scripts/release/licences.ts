import { readFileSync } from "node:fs";
import { type PublicPackage, root } from "./packages.js";

/** Licences that ask for no more than their own text. */
const permitted = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD", "BlueOak-1.0.0", "Python-2.0"];

interface Locked {
  readonly license?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The dependencies that users of a package install, with a licence that is not permitted, or with none. */
export function unlicensedDependencies({ folder }: PublicPackage): string[] {
  const packages: Record<string, Locked> = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8")).packages;
  const seen = new Set<string>();
  const visit = (place: string) => {
    const { dependencies = {}, optionalDependencies = {} } = packages[place] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = resolve(packages, place, name);
      if (found === undefined || seen.has(found)) continue;
      seen.add(found);
      visit(found);
    }
  };
  visit(folder.replace(root, ""));
  return [...seen]
    .map((place) => ({ place, licence: packages[place]?.license ?? licenceInOldForm(place) }))
    .filter(({ licence }) => !permitted.includes(licence))
    .map(({ place, licence }) => `${place.replace("node_modules/", "")} has ${licence}`);
}

/** Where a package finds a dependency: in its own node_modules, or in those of a folder above. */
function resolve(packages: Record<string, Locked>, place: string, name: string): string | undefined {
  const here = `${place === "" ? "" : `${place}/`}node_modules/${name}`;
  if (packages[here] !== undefined) return here;
  if (place === "") return undefined;
  return resolve(packages, place.includes("/") ? place.replace(/\/[^/]*$/, "") : "", name);
}

/** Packages of another age list their licences, and the lockfile leaves that out. */
function licenceInOldForm(place: string): string {
  const { licenses } = JSON.parse(readFileSync(`${root}${place}/package.json`, "utf8"));
  const type: unknown = Array.isArray(licenses) ? licenses[0]?.type : undefined;
  return typeof type === "string" ? type : "no licence";
}
