import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Not a *.test.ts: these run by `npm run test:runtimes` alone, since the runtimes weigh a gigabyte
export default defineConfig({
  test: { root: fileURLToPath(new URL(".", import.meta.url)), include: ["runtimes.suite.ts"] },
});
