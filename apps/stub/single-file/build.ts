// Writes the stub as single files that need no install: one for any Node, and one with a Node of its own.
import { execFileSync } from "node:child_process";
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { inject } from "postject";
import {
  chatJson,
  contractJson,
  controlJson,
  readConsole,
  readDocs,
  readExamples,
  version,
} from "../src/package-files.js";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const bundle = at("dist/sendevent-stub.cjs");
const binary = at("dist/sendevent-stub");

/** In a single file, what comes with the package is in the code. */
const embed: Plugin = {
  name: "package-files",
  setup({ onLoad }) {
    const values = { version, contractJson, controlJson, chatJson };
    const constants = Object.entries(values).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`);
    const pages = Object.entries({ readDocs, readConsole, readExamples }).map(([name, read]) => {
      const files = JSON.stringify(JSON.stringify([...read()])); // a string is not parsed before it is needed
      return `export const ${name} = () => new Map(JSON.parse(${files}));`;
    });
    const contents = [...constants, ...pages].join("\n");
    onLoad({ filter: /[\\/]package-files\.js$/ }, () => ({ contents, loader: "js" }));
  },
};

await rm(at("dist"), { recursive: true, force: true });
await mkdir(at("dist"));
await build({
  entryPoints: [at("../dist/cli.js")],
  outfile: bundle,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  banner: { js: "#!/usr/bin/env node" },
  minify: true,
  keepNames: true, // exceptions are told apart by their names
  legalComments: "eof",
  plugins: [embed],
  logLevel: "warning",
});
await chmod(bundle, 0o755);
await writeFile(
  at("dist/sea.json"),
  JSON.stringify({
    main: bundle,
    output: at("dist/sea.blob"),
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
  }),
);
execFileSync(process.execPath, ["--experimental-sea-config", at("dist/sea.json")], { stdio: "ignore" });
await copyFile(process.execPath, binary);
await inject(binary, "NODE_SEA_BLOB", await readFile(at("dist/sea.blob")), {
  sentinelFuse: "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2", // the mark in every Node by which it finds out
});
await chmod(binary, 0o755);
for (const name of ["sea.json", "sea.blob"]) await rm(at(`dist/${name}`));
console.error(`Wrote ${bundle} and ${binary}`);
