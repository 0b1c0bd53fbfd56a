import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The tests that load the vendor's SDK come last: most mutants fail an earlier one. */
class VendorLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const vendor = ({ moduleId }: TestSpecification) => Number(/(oracle|endpoint)\.test/.test(moduleId));
    return sorted.sort((a, b) => vendor(a) - vendor(b));
  }
}

export default defineConfig({
  test: {
    // Some tests run hundreds of cases one after another: the limit is for what hangs, on the slowest machine
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { sequencer: VendorLast },
  },
});
