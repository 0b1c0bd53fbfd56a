import { readdir, readFile } from "node:fs/promises";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installPacked, root, run } from "./packed.js";

let packed: Awaited<ReturnType<typeof installPacked>>;
beforeAll(async () => {
  packed = await installPacked();
}, 60_000);
afterAll(() => packed?.remove());

const probe = `if (typeof ConnectParticipant !== "function" || typeof SendEventCommand !== "function") throw new Error("not exported");`;

test("import works", async () => {
  const code = `import { ConnectParticipant } from "@sendevent/client";
    import { SendEventCommand } from "@sendevent/client/aws-sdk"; ${probe}`;
  expect(await run(process.execPath, ["--input-type=module", "-e", code], { cwd: packed.folder })).toMatchObject({
    stderr: "",
  });
});

test("require works", async () => {
  const code = `const { ConnectParticipant } = require("@sendevent/client");
    const { SendEventCommand } = require("@sendevent/client/aws-sdk"); ${probe}`;
  await run(process.execPath, ["--input-type=commonjs", "-e", code], { cwd: packed.folder });
});

test("openapi-fetch is the only runtime dependency, and nothing else of this project comes along", async () => {
  const { dependencies, peerDependencies } = JSON.parse(await readFile(`${root}package.json`, "utf8"));
  expect(Object.keys(dependencies)).toEqual(["openapi-fetch"]);
  expect(peerDependencies).toBeUndefined();
  const installed = await readdir(`${packed.folder}/node_modules`);
  expect(installed.filter((name) => !name.startsWith(".")).sort()).toEqual([
    "@sendevent",
    "openapi-fetch",
    "openapi-typescript-helpers",
  ]);
  expect(await readdir(`${packed.folder}/node_modules/@sendevent`)).toEqual(["client"]);
});

test("holds what was built, the README and the licence, and no test", () => {
  expect(packed.files.filter((path) => !path.startsWith("dist/")).sort()).toEqual([
    "LICENSE",
    "README.md",
    "package.json",
  ]);
  expect(packed.files).toContain("dist/index.js");
});

test("publint has nothing to say", async () => {
  const { messages, pkg } = await publint({ pkgDir: `${packed.folder}/node_modules/@sendevent/client`, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

test("no public type shows openapi-fetch", async () => {
  const dist = `${packed.folder}/node_modules/@sendevent/client/dist/`;
  const reached = new Set<string>();
  const queue = ["index.d.ts", "aws-sdk.d.ts"];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const imports = [...(await readFile(dist + file, "utf8")).matchAll(/(?:from|import)\s*\(?"([^"]+)"/g)].map(
      ([, name = ""]) => name,
    );
    expect(
      imports.filter((name) => !name.startsWith("./")),
      file,
    ).toEqual([]);
    queue.push(...imports.map((name) => name.replace(/^\.\//, "").replace(/\.js$/, ".d.ts")));
  }
  expect(reached).toContain("types.d.ts");
});
