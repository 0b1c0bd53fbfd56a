import { spawnSync } from "node:child_process";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { type PackedPackage, root } from "./packages.js";

/** What may ship. Everything else is a mistake in `files` of a package.json. */
const mayShip = [
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  /^bin\/[a-z-]+\.js$/,
  /^dist\/[^.].*(?<!\.test)\.(js|mjs|d\.ts|json|html|css|svg|yaml)$/,
  /^[\w-]+\.(yaml|gen\.json)$/,
  /^cases\/.+\.(yaml|json)$/,
];
const mustShip = ["package.json", "README.md", "LICENSE"];

/** Files that should not be in a package, and files that should. */
export function misplacedFiles({ files }: PackedPackage): string[] {
  return [
    ...files.filter((file) => !mayShip.some((allowed) => allowed.test(file))).map((file) => `ships ${file}`),
    ...mustShip.filter((file) => !files.includes(file)).map((file) => `lacks ${file}`),
  ];
}

/** What publint has against a package.json and what it points to. */
export async function manifestFaults({ folder }: PackedPackage): Promise<string[]> {
  const { messages, pkg } = await publint({ pkgDir: folder, strict: true, pack: "npm" });
  return messages.flatMap((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
}

/** What consumers' compilers would stumble over. The packages are ES modules only (decisions/0006-node-versions.md). */
export function typeFaults({ tarball }: PackedPackage): string[] {
  const options = [tarball, "--profile", "esm-only", "--no-emoji", "--no-color", "--format", "ascii"];
  const data = ["--exclude-entrypoints", "./package.json", "./sendevent.yaml", "./sendevent.json"]; // no types, no code
  const { status, stdout, stderr } = spawnSync("attw", [...options, ...data], {
    env: { ...process.env, PATH: `${root}node_modules/.bin:${process.env["PATH"]}` },
  });
  return status === 0 ? [] : [`${stdout}${stderr}`.trim()];
}
