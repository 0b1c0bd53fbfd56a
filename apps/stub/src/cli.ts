import { setFlagsFromString } from "node:v8";

// A stub runs beside what it is run for: keep the heap small, at a small cost in speed. Set before anything is loaded.
setFlagsFromString("--optimize-for-size");

// No await at the top level: a single file is CommonJS.
import("./cli/command.js")
  .then(({ runCommand }) => runCommand(process.argv))
  .then((exitCode) => {
    process.exitCode = exitCode;
  });
