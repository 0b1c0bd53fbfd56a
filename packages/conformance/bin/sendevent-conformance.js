#!/usr/bin/env node
// npm links a command at install, when there is nothing built yet: so the command is here, and what it runs in dist.
import "../dist/cli.js";
