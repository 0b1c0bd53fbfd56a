// The built declarations, as a project has them that knows neither Node's types nor pino, and whose lib is of its own time.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const code = `import { type Log, type Stub, startStub } from "@sendevent/stub";
const log: Log = { info() {}, error() {} };
export const start = (): Promise<Stub> => startStub({ port: 0 }, log);`;

let folder: string;
beforeAll(async () => {
  await mkdir(`${root}node_modules`, { recursive: true });
  folder = await mkdtemp(`${root}node_modules/types-`); // below the package, which finds itself
  await writeFile(`${folder}/consumer.ts`, code);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(["es2020", "esnext"])("startStub's types need nothing beside lib %s and dom", (lib) => {
  const program = ts.createProgram([`${folder}/consumer.ts`], {
    types: [],
    lib: [`lib.${lib}.d.ts`, "lib.dom.d.ts"],
    module: ts.ModuleKind.NodeNext,
    strict: true,
    skipLibCheck: false,
    noEmit: true,
  });
  const problems = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
  expect(problems).toEqual([]);
  const files = program.getSourceFiles().map(({ fileName }) => fileName);
  expect(files.filter((file) => /\/node_modules\/(?!typescript\/lib\/|types-)/.test(file))).toEqual([]);
  expect(files).toContain(`${root}dist/stub.d.ts`);
});
