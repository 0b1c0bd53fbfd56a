import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

// Without what takes long and covers nothing that other tests don't: whole runs, generated requests (their own mutants
// have a run of their own, stryker.generated.config.json), and processes.
const slow = ["breaks", "correct-server", "examples", "generated-requests", "html-in-chromium", "installed-command"];
const exclude = slow.map((name) => `test/${name}.test.ts`);

/** The first test that fails ends the run of a mutant: those of one module go first, whole runs of the command last. */
const last = [
  ...["default-timeouts", "violations", "levels", "exclusions", "connection"],
  ...["readme", "proxy", "secrets", "command", "progress", "pace"],
];
const rank = ({ moduleId }: TestSpecification) => last.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
class NarrowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    return files.toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: { exclude, testTimeout: 5_000, isolate: false, sequence: { sequencer: NarrowFirst } },
});
