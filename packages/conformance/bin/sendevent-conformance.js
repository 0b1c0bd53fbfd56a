#!/usr/bin/env node
// npm links a command at install, when there is nothing built yet: so the command is here, and what it runs in dist.
import { main } from "../dist/main.js";

const { stdout, stderr } = process;
const interrupted = () =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, resolve);
  });
process.exitCode = await main(process.argv.slice(2), { stdout, stderr, interrupted });
