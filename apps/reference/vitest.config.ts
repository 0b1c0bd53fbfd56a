import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    hookTimeout: 60_000,
    testTimeout: 60_000,
    // Most of their time these tests wait for Chromium: two files at a time end sooner, on two cores as well.
    maxWorkers: 2,
    // Files share what they import: loading it anew for each takes as long as their tests.
    isolate: false,
  },
});
