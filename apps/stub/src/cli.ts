import { setFlagsFromString } from "node:v8";

// A stub runs beside what it is run for: keep the heap small, at a small cost in speed. Set before anything is loaded.
setFlagsFromString("--optimize-for-size");
const { runCommand } = await import("./cli/command.js");

process.exitCode = await runCommand(process.argv);
