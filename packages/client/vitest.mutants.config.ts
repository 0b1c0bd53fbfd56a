import { configDefaults, mergeConfig } from "vitest/config";
import config from "./vitest.config.js";

// Loading the vendor's SDK for each mutant would take most of the time, and find no more. Others test what was built
const others = ["**/*oracle.test.ts", "**/{hover,package,readme}.test.ts", "consumers/**"];
export default mergeConfig(config, { test: { exclude: [...configDefaults.exclude, ...others] } });
