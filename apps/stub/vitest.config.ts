import { configDefaults, defineConfig } from "vitest/config";

/** What runs the built package, which mutants of the sources do not reach, and what takes long. */
const notForMutants = "test/{cli,fuzz,memory,vendor-sdk}.test.ts";

export default defineConfig({
  test: {
    exclude: [...configDefaults.exclude, ...(process.env["STRYKER_MUTATOR_WORKER"] ? [notForMutants] : [])],
    // Machines are shared: a test that hangs fails, a test that has to wait for its turn does not.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The stub keeps nothing in its modules but compiled schemas: the files may share them, and start sooner.
    isolate: false,
  },
});
