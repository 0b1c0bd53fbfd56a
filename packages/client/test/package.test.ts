import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

test("package.json: entries, dependencies, no side effects", () => {
  const format = (folder: string, name: string) => ({
    types: `${folder}/${name}.d.ts`,
    default: `${folder}/${name}.js`,
  });
  const entry = (name: string) => ({
    "module-sync": format("./dist", name), // a Node that can require it: both ways of loading lead to one copy
    require: format("./dist/cjs", name),
    default: format("./dist", name),
  });
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

test("import and require lead to one copy: instanceof holds between them", () => {
  const source = `import { NetworkError } from "@sendevent/client";
    import { createRequire } from "node:module";
    const required = createRequire(import.meta.url)("@sendevent/client");
    if (required.NetworkError !== NetworkError) throw new Error("two copies")`;
  execFileSync(process.execPath, ["--input-type=module", "-e", source], { cwd: root });
});

test("the CommonJS files load as such, and export what the ES modules do", async () => {
  const require = createRequire(import.meta.url);
  for (const entry of ["index", "aws-sdk"]) {
    const file = `${root}dist/cjs/${entry}.js`;
    expect(Object.keys(require(file)).sort()).toEqual(Object.keys(await import(`${root}dist/${entry}.js`)).sort());
    expect(readFileSync(file, "utf8")).toContain("exports.");
  }
  expect(require(`${root}aws-sdk`)).toBe(require(`${root}dist/cjs/aws-sdk.js`)); // for resolvers without "exports"
});

const packed = execFileSync("npm", ["pack", "--json", "--dry-run", "--ignore-scripts"], {
  cwd: root,
  encoding: "utf8",
  stdio: ["ignore", "pipe", "ignore"],
});
const paths: string[] = JSON.parse(packed)[0].files.map(({ path }: { path: string }) => path);

test("what is packed: what was built, its sources, the pages and the licence", () => {
  expect(paths).toEqual(expect.arrayContaining(["dist/index.js", "dist/index.d.ts", "dist/aws-sdk.js"]));
  const others = paths.filter((path) => !/^(dist|src)\//.test(path));
  expect(others.sort()).toEqual(["LICENSE", "README.md", "aws-sdk/package.json", "chat-library.md", "package.json"]);
});

test("every source map and declaration map leads to a source that is packed", () => {
  const maps = paths.filter((path) => path.endsWith(".map"));
  expect(maps.filter((path) => path.endsWith(".d.ts.map")).length).toBe(maps.length / 2);
  for (const path of maps) {
    const { sources }: { sources: string[] } = JSON.parse(readFileSync(root + path, "utf8"));
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) expect(paths, path).toContain(join(dirname(path), source));
  }
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
