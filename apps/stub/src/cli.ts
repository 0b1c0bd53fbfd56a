#!/usr/bin/env node
import { connectionToken, contentTypes, localServer, mediaType, method, path } from "./contract.gen.js";
import { startStub } from "./stub.js";

const documented = new URL(localServer);
const host = process.env["HOST"] ?? documented.hostname;
const port = Number(process.env["PORT"] ?? documented.port);

try {
  const stub = await startStub({ port, host });
  console.error(`The SendEvent stub listens on ${stub.url}. Try:\n
curl -i -X ${method} ${stub.url}${path} \\
  -H 'content-type: ${mediaType}' -H '${connectionToken.header.toLowerCase()}: t' \\
  -d '{"ContentType":"${contentTypes.Typing}"}'\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stub.close());
} catch (error) {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const reason = code === "EADDRINUSE" ? `port ${port} is taken: set PORT to another` : String(error);
  console.error(`sendevent-stub: cannot listen on ${host}: ${reason}`);
  process.exitCode = 1;
}
