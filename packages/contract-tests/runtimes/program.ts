// For the runtimes that run a program: Node, Bun, Deno.
import { runSuite } from "./suite.js";

// biome-ignore lint/suspicious/noConsole: standard output is how the results get out
console.log(JSON.stringify(await runSuite(process.argv.at(-1) ?? "")));
