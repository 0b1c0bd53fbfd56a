// What a release would publish: packed, checked, and tried out in an empty folder. Publishes nothing.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifestFaults, misplacedFiles, typeFaults } from "./checks.js";
import { unlicensedDependencies } from "./licences.js";
import { pack, publicPackages } from "./packages.js";
import { faultsTogether } from "./together.js";

const folder = await mkdtemp(join(tmpdir(), "release-"));
const empty = join(folder, "empty");
await mkdir(empty);
try {
  const packed = publicPackages().map((publicPackage) => pack(publicPackage, folder));
  let faulty = 0;
  const report = (name: string, faults: readonly string[]) => {
    faulty += faults.length;
    console.log(faults.length === 0 ? `${name}: in order` : `${name}:\n  ${faults.join("\n  ")}`);
  };
  for (const one of packed) {
    report(`${one.name}, ${one.files.length} files`, [
      ...misplacedFiles(one),
      ...(await manifestFaults(one)),
      ...typeFaults(one),
      ...unlicensedDependencies(one),
    ]);
  }
  report("all of them in an empty folder", await faultsTogether(packed, empty));
  if (faulty > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
