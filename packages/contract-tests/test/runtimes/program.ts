// For the runtimes that run a program: Node, Bun, Deno.
import { runSuite } from "./suite.js";

console.log(JSON.stringify(await runSuite(process.argv.at(-1) ?? "")));
