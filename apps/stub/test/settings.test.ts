import { expect, it } from "vitest";
import { commandSettings, environmentName, fileName } from "../src/cli/settings.js";

const parsed = {
  port: ["4011", { port: 4011 }],
  host: ["0.0.0.0", { host: "0.0.0.0" }],
  access: ["registered", { access: "registered" }],
  idempotency: ["strict", { idempotency: "strict" }],
  "idempotency-window": ["10m", { idempotencyWindowMs: 600_000 }],
  throttle: ["10:15", { throttle: { rate: 10, burst: 15 } }],
  strict: ["true", { strict: true }],
  seed: ["7", { seed: 7 }],
  "body-limit": ["1000", { bodyLimit: 1_000 }],
  "max-connections": ["5", { maxConnections: 5 }],
  "header-timeout": ["2s", { headerTimeoutMs: 2_000 }],
  "request-timeout": ["1m", { requestTimeoutMs: 60_000 }],
  "journal-size": ["6", { journalSize: 6 }],
  "control-token": ["s3cret", { controlToken: "s3cret" }],
} as const;

it("every flag is tried here", () => {
  expect(commandSettings.map(({ flag }) => flag)).toEqual(Object.keys(parsed));
});

it.each(Object.entries(parsed))("--%s gives its option", (flag, [text, option]) => {
  expect(commandSettings.find((setting) => setting.flag === flag)?.parse(text)).toEqual(option);
});

it.each([
  ["500ms", 500],
  ["30s", 30_000],
  ["1h", 3_600_000],
])("the duration %s is %d ms", (text, ms) => {
  const window = commandSettings.find(({ flag }) => flag === "idempotency-window");
  expect(window?.parse(text)).toEqual({ idempotencyWindowMs: ms });
});

it("a flag has a variable and a name in the file", () => {
  expect(environmentName({ flag: "journal-size" })).toBe("SENDEVENT_STUB_JOURNAL_SIZE");
  expect(fileName({ flag: "journal-size" })).toBe("journalSize");
});
