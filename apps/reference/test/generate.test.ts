import { execFileSync, spawnSync } from "node:child_process";
import { appendFile, cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { contractModule } from "../../../openapi/generate/contract.js";
import { isObject, type Json, type JsonObject, readDocument } from "../../../openapi/generate/document.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const constants = "openapi/src/contract.gen.ts";

describe("npm run generate, in a copy of the repository", () => {
  let copy: string;
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), "generate-"));
    const inputs = ["package.json", "tsconfig.base.json", "scripts", "openapi", "apps/reference", "apps/stub"];
    const leftOut = /\/(node_modules|dist|screenshots|\.stryker-tmp|\.turbo)$/;
    for (const name of inputs)
      await cp(join(root, name), join(copy, name), { recursive: true, filter: (file) => !leftOut.test(file) });
    await symlink(join(root, "node_modules"), join(copy, "node_modules"));
    await writeFile(join(copy, ".gitignore"), "node_modules\n");
    git("init", "--quiet");
    git("add", "--all");
  });
  afterEach(() => {
    git("checkout-index", "--all", "--force");
  });
  afterAll(() => rm(copy, { recursive: true }));

  const git = (...args: string[]) => execFileSync("git", args, { cwd: copy, encoding: "utf8" });
  /** What differs from the files as they were. */
  const differences = () => git("ls-files", "--modified", "--others", "--exclude-standard").trim();

  function generate(...options: string[]) {
    const command = [join(root, "node_modules/tsx/dist/cli.mjs"), "scripts/generate.ts", ...options];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: copy, encoding: "utf8" });
    return { status, stdout, stderr };
  }

  test("--check passes where every generated file is as its source says", () => {
    expect(generate("--check")).toEqual({ status: 0, stdout: "6 generated files are up to date\n", stderr: "" });
  });

  test("--check fails and names each stale, missing and extra file; without it they are put right", async () => {
    await appendFile(join(copy, constants), "// edited by hand\n");
    await rm(join(copy, "openapi/sendevent.gen.json"));
    await writeFile(join(copy, "openapi/src/left-behind.gen.ts"), "export {};\n");
    const findings = [
      "missing: openapi/sendevent.gen.json",
      "stale: openapi/src/contract.gen.ts",
      "extra: openapi/src/left-behind.gen.ts",
    ];
    const { status, stdout, stderr } = generate("--check");
    expect(stdout).toBe(findings.map((finding) => `${finding}\n`).join(""));
    expect(status).toBe(1);
    expect(stderr).toContain("npm run generate");
    expect(generate().stdout).toBe(findings.map((finding) => `${finding} (fixed)\n`).join(""));
    expect(differences()).toBe("");
  });

  test("--check fails also where a single file is stale, and leaves it as it is", async () => {
    await appendFile(join(copy, constants), "// edited by hand\n");
    expect(generate("--check")).toMatchObject({ status: 1, stdout: `stale: ${constants}\n` });
    expect(differences()).toBe(constants);
  });

  test("an edit of the document is stale, and reaches every file that is made from it", async () => {
    const document = join(copy, "openapi/sendevent.yaml");
    const before = await readFile(document, "utf8");
    await writeFile(document, before.replaceAll("x-max-bytes: 262144", "x-max-bytes: 4321"));
    expect(generate("--check").stdout).toBe(
      `stale: openapi/sendevent.gen.json\nstale: ${constants}\nstale: apps/reference/reference.gen.md\n`,
    );
    generate();
    expect(await readFile(join(copy, constants), "utf8")).toContain("export const bodyLimit = 4321 as const;");
    expect(await readFile(join(copy, "apps/reference/reference.gen.md"), "utf8")).toContain("at most 4321 bytes");
    expect(await readFile(join(copy, "openapi/sendevent.gen.json"), "utf8")).toContain('"x-max-bytes": 4321');
  });
});

describe("each constant is what the document says", async () => {
  const document = await readDocument();
  const operation = ["paths", "/participant/event", "post"];
  const header = (component: string) => ["components", "responses", component, "headers", "x-amzn-ErrorType", "schema"];

  test.each<[string, string[], Json, string]>([
    ["operationId", [...operation, "operationId"], "SendOther", 'operationId = "SendOther" as const'],
    ["connectionToken.header", ["components", "parameters", "ConnectionTokenHeader", "name"], "X-T", '"header": "X-T"'],
    ["connectionToken.minLength", ["components", "schemas", "ConnectionToken", "minLength"], 7, '"minLength": 7'],
    ["connectionToken.maxLength", ["components", "schemas", "ConnectionToken", "maxLength"], 9, '"maxLength": 9'],
    ["contentTypes", ["components", "schemas", "ContentType", "enum"], [..."abcd"], 'Typing: "a"'],
    ["bodyLimit", [...operation, "requestBody", "x-max-bytes"], 99, "bodyLimit = 99 as const"],
    ["cors", ["components", "headers", "MaxAge", "schema", "const"], "5", '"MaxAge": "5"'],
    ["localServer", ["servers", "1", "url"], "http://127.0.0.1:5", 'localServer = "http://127.0.0.1:5" as const'],
  ])("%s", (_name, way, to, expected) => {
    expect(contractModule(document)).not.toBe(contractModule(changed(document, way, to)));
    expect(contractModule(changed(document, way, to))).toContain(expected);
  });

  test("exceptions and protocolExceptions have the status of the response that carries them", () => {
    const swap = (document: JsonObject, one: string, other: string) =>
      changed(
        changed(document, [...header(one), "const"], `${other}Exception`),
        [...header(other), "const"],
        `${one}Exception`,
      );
    expect(contractModule(swap(document, "Conflict", "AccessDenied"))).toContain('"ConflictException": 403');
    expect(contractModule(swap(document, "NotAcceptable", "RequestTimeout"))).toContain(
      '"NotAcceptableException": 408',
    );
  });

  test("an exception that ExceptionName does not list is an error", () => {
    const renamed = changed(document, [...header("NotAcceptable"), "const"], "OddException");
    expect(() => contractModule(renamed)).toThrow("ExceptionName must list");
  });

  test("a content type that is marked is listed as a receipt or as retired", () => {
    const contentType = ["components", "schemas", "ContentType"];
    const receipt = changed(document, [...contentType, "x-enum-receipts"], ["Typing"]);
    const marked = changed(receipt, [...contentType, "x-enum-deprecated"], ["Typing"]);
    const typing = '  "application/vnd.amazonaws.connect.event.typing"';
    const written = contractModule(marked);
    expect(written).toContain(`receiptContentTypes = [\n${typing}`);
    expect(written).toContain(`deprecatedContentTypes = [\n${typing}`);
  });

  test.each<[string, Json]>([
    ["x-enum-varnames", ["One"]],
    ["x-enum-descriptions", ["One."]],
    ["x-enum-deprecated", ["Odd"]],
    ["x-enum-receipts", ["Odd"]],
  ])("a list %s that does not fit the values is an error", (list, to) => {
    const misfit = changed(document, ["components", "schemas", "ContentType", list], to);
    expect(() => contractModule(misfit)).toThrow(`ContentType must list in ${list}`);
  });

  test("method, path, media type and header names follow the document", () => {
    const text = JSON.stringify(document)
      .replaceAll('"post"', '"put"')
      .replaceAll("/participant/event", "/other")
      .replaceAll('"Retry-After"', '"Wait-For"')
      .replaceAll('"application/json":', '"application/other+json":');
    const written = contractModule(JSON.parse(text));
    expect(written).toContain('method = "PUT" as const');
    expect(written).toContain('path = "/other" as const');
    expect(written).toContain('mediaType = "application/other+json" as const');
    expect(written).toContain('"WaitFor": "Wait-For"');
  });
});

function changed(document: JsonObject, way: readonly string[], to: Json): JsonObject {
  const copy = structuredClone(document);
  let parent: Json | undefined = copy;
  for (const member of way.slice(0, -1)) {
    parent = isObject(parent) ? parent[member] : Array.isArray(parent) ? parent[Number(member)] : undefined;
  }
  if (!isObject(parent)) throw new TypeError(`nothing to change at ${way.join(".")}`);
  parent[way.at(-1) ?? ""] = to;
  return copy;
}
