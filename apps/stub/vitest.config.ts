import { defineConfig } from "vitest/config";

// Machines are shared: a test that hangs fails, a test that has to wait for its turn does not.
export default defineConfig({ test: { testTimeout: 30_000, hookTimeout: 60_000 } });
