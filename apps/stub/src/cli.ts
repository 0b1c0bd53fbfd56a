import { setFlagsFromString } from "node:v8";

// A stub runs beside what it is run for: the heap grows by less than Node would let it, at a small cost in speed.
setFlagsFromString("--heap-growing-percent=30");

// No await at the top level: a single file is CommonJS.
import("./cli/command.js")
  .then(({ runCommand }) => runCommand(process.argv))
  .then((exitCode) => {
    process.exitCode = exitCode;
  });
