import { defineConfig } from "vitest/config";

// Without what takes long and covers nothing that other tests don't: whole runs, generated requests (their own mutants
// have a run of their own, stryker.generated.config.json), and processes.
const slow = ["correct-server", "generated-requests", "installed-command"];

const exclude = slow.map((name) => `test/${name}.test.ts`);

export default defineConfig({ test: { exclude, testTimeout: 3_000, isolate: false } });
