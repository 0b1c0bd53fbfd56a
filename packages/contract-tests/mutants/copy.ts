import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { contractModule } from "../../../openapi/generate/contract.js";
import type { JsonObject } from "../src/json.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const packages = ["apps/stub", "packages/client"];

/** A realistic mistake: one place of the built code, changed. */
export interface Defect {
  /** What the mistake is, in words. */
  readonly name: string;
  /** Of the repository, such as `apps/stub/dist/reply.js`. */
  readonly file: string;
  /** Must be in the file exactly once. */
  readonly search: string;
  readonly replace: string;
}

/** The defects whose place is not in the built code exactly once, in words. */
export function misplaced(defects: readonly Defect[]): string[] {
  return defects.flatMap(({ name, file, search }) => {
    const path = join(root, file);
    const found = existsSync(path) ? readFileSync(path, "utf8").split(search).length - 1 : 0;
    return found === 1 ? [] : [`"${name}": ${file} has ${JSON.stringify(search)} ${found} times, not once`];
  });
}

/** A copy of the built stub and client, inside the repository so that their dependencies are found. */
export class Copy {
  readonly folder: string;

  /** Copies afresh. Throws an error that says so when the packages are not built. */
  constructor(name: string) {
    this.folder = join(root, "node_modules/.mutants", name);
    rmSync(this.folder, { recursive: true, force: true });
    for (const path of packages) {
      if (!existsSync(join(root, path, "dist"))) throw new Error(`${path} is not built: npm run build`);
      mkdirSync(join(this.folder, path), { recursive: true });
      cpSync(join(root, path), join(this.folder, path), {
        recursive: true,
        filter: (source) => !source.includes("node_modules") && !/\/(src|test)$/.test(source),
      });
      const dependencies = join(root, path, "node_modules");
      if (existsSync(dependencies)) symlinkSync(dependencies, join(this.folder, path, "node_modules"));
    }
  }

  /** Puts a defect in, runs `use`, and mends it. Throws an error when the code cannot even be parsed with it. */
  async withDefect<T>({ file, search, replace }: Defect, use: () => Promise<T>): Promise<T> {
    const path = join(this.folder, file);
    const code = readFileSync(path, "utf8");
    writeFileSync(
      path,
      code.replace(search, () => replace),
    );
    try {
      execFileSync(process.execPath, ["--check", path], { stdio: "pipe" });
      return await use();
    } finally {
      writeFileSync(path, code);
    }
  }

  /** Generates what both packages take from the document anew, as `npm run generate` and a build would. */
  writeDocument(document: JsonObject): void {
    const constants = contractModule(document).replaceAll(" as const;", ";");
    for (const path of packages) writeFileSync(join(this.folder, path, "dist/contract.gen.js"), constants);
    writeFileSync(join(this.folder, "apps/stub/sendevent.gen.json"), JSON.stringify(document));
  }

  /** Removes the copy. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
