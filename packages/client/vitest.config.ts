import { defineConfig } from "vitest/config";

// Some tests run hundreds of cases one after another: the limit is for what hangs, on the slowest machine
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
