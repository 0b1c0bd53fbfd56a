import { defineConfig } from "vitest/config";

// What runs for each mutant: the tests that need neither a browser nor a tool of the machine.
export default defineConfig({
  test: { include: ["test/fixture.test.ts"] },
});
