// Writes the examples as the stub serves them: bundled, with the vendor's library as it is published, and its licence.
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const from = (name) => fileURLToPath(new URL(name, import.meta.url));
const to = (name) => fileURLToPath(new URL(`../../dist/examples/${name}`, import.meta.url));
const library = dirname(dirname(createRequire(import.meta.url).resolve("amazon-connect-chatjs")));

await rm(to("."), { recursive: true, force: true });
await mkdir(to("."), { recursive: true });
await build({
  entryPoints: ["chat.ts", "plain.ts", "vendor.ts"].map(from),
  outdir: to("."),
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  logLevel: "warning",
});
for (const name of ["index.html", "plain.html", "vendor.html", "style.css"]) await cp(from(name), to(name));
await cp(join(library, "dist/amazon-connect-chat.js"), to("amazon-connect-chat.js"));
await cp(join(library, "LICENSE"), to("amazon-connect-chat.LICENSE.txt"));
await writeFile(
  to("headers.json"),
  JSON.stringify({
    "Content-Security-Policy":
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self' ws: wss:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
  }),
);
