import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Machines are shared: a test that hangs fails, a test that has to wait for its turn does not.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The stub keeps nothing in its modules but the validator, which takes long to prepare: the files may share them.
    isolate: false,
  },
});
