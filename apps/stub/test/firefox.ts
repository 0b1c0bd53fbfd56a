import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { WebSocket } from "ws";
import { withTool } from "./tool.js";

const firefox = process.env["FIREFOX"] ?? "/usr/bin/firefox-esr";

/** Runs tests in Firefox. Without it they are skipped with a word, and fail where CI is set. */
export const withFirefox = withTool(
  "Firefox",
  existsSync(firefox),
  "apt-get install firefox-esr, or set FIREFOX to its path",
);

/** A page in Firefox. */
export interface FirefoxPage {
  /** Resolves to what an expression is in the page, once its promise is fulfilled. It must be JSON. */
  evaluate(expression: string): Promise<unknown>;
}

/** A Firefox with a fresh profile, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), which it speaks itself. */
export async function launchFirefox() {
  const profile = await mkdtemp(join(tmpdir(), "firefox-"));
  const args = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"];
  const child = spawn(firefox, args, { stdio: ["ignore", "ignore", "pipe"] });
  const exited = once(child, "exit");
  const address = await listening(child.stderr);
  const socket = new WebSocket(`${address}/session`);
  await once(socket, "open");
  const pending = new Map<number, (message: { result?: unknown; message?: string }) => void>();
  socket.on("message", (data) => {
    const message = JSON.parse(String(data));
    pending.get(message.id)?.(message);
    pending.delete(message.id);
  });
  let sent = 0;
  const send = async <Result>(method: string, params: object): Promise<Result> => {
    sent += 1;
    const id = sent;
    const response = new Promise<{ result?: unknown; message?: string }>((done) => pending.set(id, done));
    socket.send(JSON.stringify({ id, method, params }));
    const { result, message } = await response;
    if (result === undefined) throw new Error(`${method}: ${message}`);
    return result as Result; // what the protocol says of the method
  };
  await send("session.new", { capabilities: {} });
  return {
    async open(url: string): Promise<FirefoxPage> {
      const { context } = await send<{ context: string }>("browsingContext.create", { type: "tab" });
      await send("browsingContext.navigate", { context, url, wait: "complete" });
      return {
        async evaluate(expression) {
          const asJson = `Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`;
          const params = { expression: asJson, target: { context }, awaitPromise: true };
          const { result, exceptionDetails } = await send<{
            result?: { value: string };
            exceptionDetails?: { text: string };
          }>("script.evaluate", params);
          if (result === undefined) throw new Error(exceptionDetails?.text);
          return JSON.parse(result.value);
        },
      };
    },
    async close() {
      socket.close();
      child.kill();
      await exited;
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** The address at which Firefox says that it listens. */
async function listening(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const [, address] = /BiDi listening on (ws:\S+)/.exec(line) ?? [];
    if (address !== undefined) {
      output.resume();
      return address;
    }
  }
  throw new Error("Firefox ended before it listened");
}
