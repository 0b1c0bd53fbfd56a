// Writes the console into dist/console: everything that `/console` of a stub serves, and nothing else.
import { copyFile, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

await rm(at("../dist/console"), { recursive: true, force: true });
await mkdir(at("../dist/console"), { recursive: true });
await build({
  entryPoints: { console: at("console.tsx"), style: at("style/console.css") },
  outdir: at("../dist/console"),
  bundle: true,
  minify: true,
  format: "esm",
  jsx: "automatic",
  jsxImportSource: "preact",
  target: ["chrome123", "firefox120", "safari17.5"],
  banner: { js: "/*! Contains Preact. MIT License, Copyright (c) 2015-present Jason Miller */" },
  logLevel: "warning",
});
await copyFile(at("index.html"), at("../dist/console/index.html"));
await copyFile(at("../dist/docs/headers.json"), at("../dist/console/headers.json")); // the same policy as the reference's
