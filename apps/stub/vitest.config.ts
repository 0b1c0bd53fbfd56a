import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Machines are shared: a test that hangs fails, a test that has to wait for its turn does not.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The stub keeps nothing in its modules but compiled schemas: the files may share them, and start sooner.
    isolate: false,
  },
});
