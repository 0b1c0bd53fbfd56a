import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Not a *.test.ts: these run by `npm run test:generators` alone, for the weight of the generators
export default defineConfig({
  test: { root: fileURLToPath(new URL(".", import.meta.url)), include: ["generators.suite.ts"], testTimeout: 120_000 },
});
