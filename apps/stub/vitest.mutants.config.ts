import { relative } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What runs or reads the built package, which mutants of the sources do not reach, and what takes long. */
const unneeded =
  "test/{chatjs,chatjs-firefox,cli,console,deploy,deployment,fuzz,memory,recipes,types,vendor-sdk,widget}.test.ts";

/** The first test that fails ends the run of a mutant: the files that noticed the one before go first, then the quick ones. */
class LikelyFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    return files.toSorted((a, b) => this.#cost(a) - this.#cost(b));
  }

  #cost({ project, moduleId }: TestSpecification): number {
    const { cache, config } = this.ctx;
    const result = cache.getFileTestResults(`${project.name}:${relative(config.root, moduleId)}`);
    return result?.failed ? -1 : (result?.duration ?? 0);
  }
}

export default defineConfig({
  test: {
    exclude: [...configDefaults.exclude, unneeded],
    // A mutant that hangs is noticed here, before Stryker has to end the process. Not below the 5 s of a slow close.
    testTimeout: 6_000,
    hookTimeout: 6_000,
    isolate: false,
    sequence: { sequencer: LikelyFirst },
  },
});
