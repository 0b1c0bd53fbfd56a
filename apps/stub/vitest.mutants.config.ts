import { mergeConfig } from "vitest/config";
import config from "./vitest.config.js";

/** Leaves out what runs the built package, which mutants of the sources do not reach, and what takes long. */
export default mergeConfig(config, {
  test: {
    exclude: [
      "test/cli.test.ts",
      "test/package.test.ts",
      "test/fuzz.test.ts",
      "test/memory.test.ts",
      "test/vendor-sdk.test.ts",
      "**/node_modules/**",
    ],
  },
});
