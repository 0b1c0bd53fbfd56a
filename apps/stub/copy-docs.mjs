// Puts the built reference where the stub serves it from, so that the packed stub has it.
import { cpSync, rmSync } from "node:fs";

const from = new URL("../reference/dist/site/", import.meta.url);
const to = new URL("dist/docs/", import.meta.url);

rmSync(to, { recursive: true, force: true });
cpSync(from, to, { recursive: true });
