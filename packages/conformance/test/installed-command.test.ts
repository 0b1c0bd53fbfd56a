import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { contractServer } from "./fixtures/contract-server.js";

const bin = fileURLToPath(new URL("../bin/sendevent-conformance.js", import.meta.url));

describe("the installed command", () => {
  it("runs, and ends with the exit code", async () => {
    await using server = await contractServer((passing) => {
      passing.status = 403;
    });
    const child = spawn(process.execPath, [bin, "--url", server.url.href, "--only", "event-typing"]);
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
    expect(out).toContain("FAILED events/event-typing");
    expect(code).toBe(1);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("stops the proxy at %s", async (signal) => {
    const child = spawn(process.execPath, [bin, "--proxy", "http://127.0.0.1:1", "--port", "0"]);
    const closed = once(child, "close");
    await once(child.stderr, "data");
    child.kill(signal);
    expect(await closed).toEqual([0, null]);
  });
});
