import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

test("package.json: entries, dependencies, no side effects", () => {
  const entry = (name: string) => ({ types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` });
  expect(manifest).toMatchObject({
    name: "@sendevent/client",
    license: "MIT",
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.19" },
  });
  expect(manifest.exports).toEqual({
    ".": entry("index"),
    "./aws-sdk": entry("aws-sdk"),
    "./package.json": "./package.json",
  });
  expect(Object.keys(manifest.dependencies)).toEqual(["@sendevent/openapi", "openapi-fetch"]);
  expect(manifest.peerDependencies).toBeUndefined();
});

const code = 'if (typeof ConnectParticipant !== "function" || typeof send !== "function") throw new Error("no export")';

test.each([
  [
    "module",
    `import { ConnectParticipant } from "@sendevent/client"; import { SendEventCommand as send } from "@sendevent/client/aws-sdk"; ${code}`,
  ],
  [
    "commonjs",
    `const { ConnectParticipant } = require("@sendevent/client"); const { SendEventCommand: send } = require("@sendevent/client/aws-sdk"); ${code}`,
  ],
])("the built entries load from a %s", (type, source) => {
  execFileSync(process.execPath, [`--input-type=${type}`, "-e", source], { cwd: root });
});

test("what is packed: what was built, the README and the licence", () => {
  const packed = execFileSync("npm", ["pack", "--json", "--dry-run", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const paths: string[] = JSON.parse(packed)[0].files.map(({ path }: { path: string }) => path);
  expect(paths).toEqual(expect.arrayContaining(["dist/index.js", "dist/index.d.ts", "dist/aws-sdk.js"]));
  expect(paths.filter((path) => !path.startsWith("dist/")).sort()).toEqual(["LICENSE", "README.md", "package.json"]);
});

test("no public type shows openapi-fetch", () => {
  const ts = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const files = ["dist/index.d.ts", "dist/aws-sdk.d.ts"];
  const loaded = execFileSync(
    process.execPath,
    [ts, "--listFilesOnly", "--module", "nodenext", "--types", "node", ...files],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  expect(loaded).toContain("client/dist/types.d.ts");
  expect(loaded).not.toContain("openapi-fetch");
});
